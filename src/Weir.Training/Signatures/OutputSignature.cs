using System.Globalization;
using System.Text.Json.Serialization;
using Weir.Data;
using Weir.Nn;
using Weir.Tensors;

namespace Weir.Training;

/// <summary>What comes out of a network.</summary>
/// <param name="Kind">What is said of a sample.</param>
/// <param name="Shape">The shape of the network's output for one sample: (outputs), (positions, outputs), or (height, width,
/// outputs) where each pixel is told of.</param>
/// <param name="Link">What makes probabilities of outputs.</param>
public sealed record OutputSignature(OutputKind Kind, IReadOnlyList<int> Shape, OutputLink Link)
{
    private const int MostAxes = 8;

    /// <summary>
    /// The names of the classes, of the labels, or of the values of a row. There are as many as outputs, but for two classes that one
    /// output tells apart: it is then the second's.
    /// </summary>
    public required IReadOnlyList<string> Names { get; init; }

    /// <summary>
    /// Whether outputs are values scaled by the tensors <c>target.mean</c> and <c>target.scale</c>: output × scale + mean is in the unit of
    /// the targets.
    /// </summary>
    public bool IsStandardized { get; init; }

    /// <summary>What is predicted, as the name of a table's column; null where it has none.</summary>
    public string? Target { get; init; }

    /// <summary>
    /// What the values in the files of masks mean, where each pixel has a class; null where they come from no file, and for all others.
    /// </summary>
    public MaskForm? Masks { get; init; }

    /// <summary>What a sample of each class weighs in the loss; null where all weigh the same.</summary>
    public IReadOnlyList<float>? ClassWeights { get; init; }

    /// <summary>The shape as such.</summary>
    [JsonIgnore]
    public Shape SampleShape => new([.. Shape]);

    /// <summary>Outputs of a sample, or of each position of it.</summary>
    [JsonIgnore]
    public int Outputs => Shape[^1];

    /// <summary>Positions of a sample, each with its outputs; 1 where there are none.</summary>
    [JsonIgnore]
    public int Positions => Shape.Take(Shape.Count - 1).Aggregate(1, (product, length) => product * length);

    /// <summary>Whether each pixel of an image is told of by itself.</summary>
    [JsonIgnore]
    public bool IsOfPixels => Shape.Count == 3;

    /// <summary>Whether each row of a table's sequence is told of by itself.</summary>
    internal bool IsOfRows => Positions > 1 && !IsOfPixels && Target is not null;

    /// <summary>Whether one output tells two classes apart.</summary>
    internal bool IsOneForTwo => Kind == OutputKind.Classes && Outputs == 1 && Names.Count == 2;

    /// <summary>Whether a label holds, by its probability or score.</summary>
    internal bool Holds(float result) => result > (Link == OutputLink.Identity ? 0 : 0.5f);

    internal static OutputSignature Of(DataSplit data, Loss loss, bool isStandardized, bool isOneForTwo)
    {
        Targets targets = data.Training.Targets;
        OutputKind kind = targets is ClassTargets ? OutputKind.Classes : IsOfLabels(data, loss) ? OutputKind.Labels : OutputKind.Values;
        return new OutputSignature(kind, OutputShapeOf(targets, isOneForTwo).ToArray(), LinkOf(loss))
        {
            Names = targets is ClassTargets classes ? classes.Names ?? Numbered(classes.Classes)
                : targets is ValueTargets { Names: { } names } ? names
                : data.Table is { } table && TaskContract.Outputs(targets) == 1 ? [table.Target]
                : [.. Enumerable.Range(1, TaskContract.Outputs(targets)).Select(number => $"value {number}")],
            IsStandardized = isStandardized,
            Target = data.Table?.Target,
            Masks = data.Masks,
            ClassWeights = loss is ClassWeighted weighted ? [.. weighted.Weights] : null,
        };
    }

    /// <summary>What no run can have written; null where all is well.</summary>
    internal string? Wrong()
    {
        if (Shape.Count is 0 or > MostAxes || Shape.Any(length => length < 1) || Shape.Aggregate(1.0, (size, length) => size * length)
            > Array.MaxLength)
            return $"an output has the shape ({string.Join(", ", Shape)})";
        if (ClassWeights is { } weights && (weights.Count != Names.Count || !weights.All(weight => weight > 0 && float.IsFinite(weight))))
            return $"the weights of the classes are not {Names.Count} numbers above 0";
        if (Masks is { } masks && (IsOfPixels ? masks.Wrong(Names.Count) : "there are masks, and no class for each pixel") is { } wrong)
            return wrong;
        return Names.Count == Outputs || IsOneForTwo ? null : $"there are {Names.Count} names for {Outputs} outputs";
    }

    /// <summary>The function that the loss applies to outputs is what makes of them what is meant.</summary>
    private static OutputLink LinkOf(Loss loss) =>
        Enum.TryParse(loss.Applies, ignoreCase: true, out OutputLink link) ? link : OutputLink.Identity;

    /// <summary>Whether values are truths (1, and 0 or −1), under a loss whose outputs take sides.</summary>
    private static bool IsOfLabels(DataSplit data, Loss loss) => loss.TakesOneLogit
        && new[] { data.Training, data.Validation, data.Test }.All(part => part?.Targets is null
            || (part.Targets is ValueTargets values && values.Known.IndexOfAnyExcept(-1, 0, 1) < 0));

    private static Shape OutputShapeOf(Targets targets, bool isOneForTwo)
    {
        Shape shape = TaskContract.OutputShape(targets);
        return isOneForTwo ? shape.With(^1, 1) : shape;
    }

    private static string[] Numbered(int count) =>
        [.. Enumerable.Range(0, count).Select(number => number.ToString(CultureInfo.InvariantCulture))];
}
