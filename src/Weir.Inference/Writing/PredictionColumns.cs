using Weir.Training;

namespace Weir.Inference;

/// <summary>
/// The columns that predictions are written in: where a sample comes from, what is kept of it, and what is said of it: the class, its
/// probability and that of each class; or the value, or each of several.
/// </summary>
/// <param name="signature">What the network says.</param>
/// <param name="hasLines">Whether lines tell samples apart.</param>
/// <param name="hasFiles">Whether files do.</param>
/// <param name="kept">Columns of the input that are kept.</param>
internal sealed class PredictionColumns(ModelSignature signature, bool hasLines, bool hasFiles, IReadOnlyList<string> kept)
{
    /// <summary>Whether there is a column with the file.</summary>
    public bool HasFiles => hasFiles;

    /// <summary>Whether there is a column with the line.</summary>
    public bool HasLines => hasLines;

    /// <summary>Columns of the input that are kept.</summary>
    public IReadOnlyList<string> Kept => kept;

    /// <summary>Whether classes are predicted.</summary>
    public bool IsOfClasses { get; } = signature.Output.Kind == OutputKind.Classes;

    /// <summary>Whether there are probabilities, and not only scores.</summary>
    public bool HasProbabilities { get; } = signature.Output.Link != OutputLink.Identity;

    /// <summary>The classes, or the values.</summary>
    public IReadOnlyList<string> Names { get; } = signature.Output.Names;

    /// <summary>Numbers of a result.</summary>
    public int Width => Names.Count;

    /// <summary>The headings of the columns of numbers behind the prediction.</summary>
    public IReadOnlyList<string> Numbers { get; } = signature.Output.Kind == OutputKind.Classes
        ? [.. signature.Output.Names.Select(name => $"{(signature.Output.Link == OutputLink.Identity ? "score" : "p")}({name})")]
        : signature.Output.Names.Count == 1 ? ["prediction"] : signature.Output.Names;

    /// <summary>All headings in order.</summary>
    public IReadOnlyList<string> Headings() =>
    [
        .. HasFiles ? ["file"] : Array.Empty<string>(),
        .. HasLines ? ["line"] : Array.Empty<string>(),
        .. Kept,
        .. IsOfClasses ? ["prediction"] : Array.Empty<string>(),
        .. Numbers,
    ];
}
