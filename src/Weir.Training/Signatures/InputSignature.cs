using System.Text.Json.Serialization;
using Weir.Data;
using Weir.Tensors;

namespace Weir.Training;

/// <summary>What goes into a network.</summary>
/// <param name="Kind">What a sample is.</param>
/// <param name="Shape">The shape of a sample as the network takes it, channels last.</param>
public sealed record InputSignature(InputKind Kind, IReadOnlyList<int> Shape)
{
    private const int MostAxes = 8;

    /// <summary>How numbers are scaled before they go in, by the tensors <c>data.mean</c> and <c>data.scale</c>.</summary>
    public Standardization Standardize { get; init; }

    /// <summary>
    /// The names of the entries of a sample, as <c>age</c> and <c>city=Oslo</c>; of a window or sequence those of a row. Null where they
    /// have none.
    /// </summary>
    public IReadOnlyList<string>? Names { get; init; }

    /// <summary>Of a table, a window or a sequence: the table's columns, and how their cells become the entries of a row.</summary>
    public TableSchema? Table { get; init; }

    /// <summary>Of a window: how many rows it has, what orders them, and how far the target stands.</summary>
    public TableWindow? Window { get; init; }

    /// <summary>Of a sequence: which rows are of one, how many a sample has, and what orders them.</summary>
    public TableSequence? Sequence { get; init; }

    /// <summary>Of an image: its size and channels; levels are from 0 (black) to 1.</summary>
    public ImageForm? Image { get; init; }

    /// <summary>Of a text: the code units (UTF-16) of its characters, in the order of their numbers.</summary>
    public IReadOnlyList<int>? Characters { get; init; }

    /// <summary>Of tokens and texts: how many different ones there are.</summary>
    public int? Tokens { get; init; }

    /// <summary>The shape as such.</summary>
    [JsonIgnore]
    public Shape SampleShape => new([.. Shape]);

    internal static InputSignature Of(DataSplit data, Standardization standardize)
    {
        Dataset training = data.Training;
        InputKind kind = data.Window is not null ? InputKind.Window : data.Sequence is not null ? InputKind.Sequence
            : data.Table is not null ? InputKind.Table
            : data.Images is not null ? InputKind.Image
            : data.Characters is not null ? InputKind.Text : training.Tokens is not null ? InputKind.Tokens : InputKind.Values;
        return new InputSignature(kind, training.InputShape.ToArray())
        {
            Standardize = standardize,
            Names = training.Columns,
            Table = data.Table,
            Window = data.Window,
            Sequence = data.Sequence,
            Image = data.Images,
            Characters = data.Characters?.Select(character => (int)character).ToArray(),
            Tokens = training.Tokens,
        };
    }

    /// <summary>What no run can have written; null where all is well.</summary>
    internal string? Wrong()
    {
        if (Shape.Count is 0 or > MostAxes || Shape.Any(length => length < 1) || Shape.Aggregate(1.0, (size, length) => size * length)
            > Array.MaxLength)
            return $"a sample has the shape ({string.Join(", ", Shape)})";
        int size = Shape.Aggregate(1, (product, length) => product * length);
        if (Kind is InputKind.Window or InputKind.Sequence)
        {
            (string? wrong, int? rows) = Kind == InputKind.Window ? (Window?.Wrong(), Window?.Rows) : (Sequence?.Wrong(), Sequence?.Rows);
            return rows is null ? "it is not said which rows make a sample"
                : wrong is not null ? wrong
                : Shape.Count == 2 && Shape[0] == rows && Shape[1] == Table?.Width() && Names?.Count == Shape[1] ? null
                : $"the columns of the table and {rows} rows do not make a sample of shape ({string.Join(", ", Shape)})";
        }

        if (Names is not null && Names.Count != size)
            return $"there are {Names.Count} names for {size} entries";
        if (Kind == InputKind.Table && Table?.Width() != size)
            return $"the columns of the table do not make {size} entries";
        if (Kind == InputKind.Image && (Image is null || (long)Image.Height * Image.Width * Image.Channels != size
            || Image.Channels is not (1 or 3)))
            return $"the image does not have {size} levels";
        return Kind == InputKind.Text && (Characters is null || Characters.Count != Tokens
            || Characters.Any(character => character is < 0 or > char.MaxValue)) ? "the characters of the text are not there" : null;
    }
}
