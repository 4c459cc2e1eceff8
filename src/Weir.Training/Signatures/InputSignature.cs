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
    /// The names of the entries of a sample, as <c>age</c> and <c>city=Oslo</c>; of a window those of a row. Null where they have none.
    /// </summary>
    public IReadOnlyList<string>? Names { get; init; }

    /// <summary>Of a table or a window: the table's columns, and how their cells become the entries of a row.</summary>
    public TableSchema? Table { get; init; }

    /// <summary>Of a window: how many rows it has, what orders them, and how far the target stands.</summary>
    public TableWindow? Window { get; init; }

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
        InputKind kind = data.Window is not null ? InputKind.Window : data.Table is not null ? InputKind.Table
            : data.Images is not null ? InputKind.Image
            : data.Characters is not null ? InputKind.Text : training.Tokens is not null ? InputKind.Tokens : InputKind.Values;
        return new InputSignature(kind, training.InputShape.ToArray())
        {
            Standardize = standardize,
            Names = training.Columns,
            Table = data.Table,
            Window = data.Window,
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
        if (Kind == InputKind.Window)
        {
            return Window is null ? "it is not said what the window is"
                : Window.Wrong() is { } wrong ? wrong
                : Shape.Count == 2 && Shape[0] == Window.Rows && Shape[1] == Table?.Width() && Names?.Count == Shape[1] ? null
                : $"the columns of the table and {Window.Rows} rows do not make a sample of shape ({string.Join(", ", Shape)})";
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
