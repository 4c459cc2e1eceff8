using Weir.Data;
using Weir.Training;

namespace Weir.Inference;

/// <summary>
/// The columns that predictions are written in: where a sample comes from, what is kept of it, and what is said of it: the class, its
/// probability and that of each class; the probability of each label; or the value, or each of several.
/// </summary>
internal sealed class PredictionColumns
{
    /// <summary>Names the columns.</summary>
    /// <param name="signature">What the network says.</param>
    /// <param name="hasLines">Whether lines tell samples apart.</param>
    /// <param name="hasFiles">Whether files do.</param>
    /// <param name="kept">Columns of the input that are kept.</param>
    /// <exception cref="DataException">A column that is kept is called as another.</exception>
    public PredictionColumns(ModelSignature signature, bool hasLines, bool hasFiles, IReadOnlyList<string> kept)
    {
        (HasLines, HasFiles, Kept, Kind, Names) = (hasLines, hasFiles, kept, signature.Output.Kind, signature.Output.Names);
        HasProbabilities = signature.Output.Link != OutputLink.Identity;
        Numbers = Kind != OutputKind.Values ? [.. Names.Select(name => $"{(HasProbabilities ? "p" : "score")}({name})")]
            : Names.Count == 1 ? ["prediction"] : Names;
        RefuseDoubles();
    }

    /// <summary>Whether there is a column with the file.</summary>
    public bool HasFiles { get; }

    /// <summary>Whether there is a column with the line.</summary>
    public bool HasLines { get; }

    /// <summary>Columns of the input that are kept.</summary>
    public IReadOnlyList<string> Kept { get; }

    /// <summary>What is predicted.</summary>
    public OutputKind Kind { get; }

    /// <summary>Whether classes are predicted.</summary>
    public bool IsOfClasses => Kind == OutputKind.Classes;

    /// <summary>Whether there are probabilities, and not only scores.</summary>
    public bool HasProbabilities { get; }

    /// <summary>The classes, the labels, or the values.</summary>
    public IReadOnlyList<string> Names { get; }

    /// <summary>Numbers of a result.</summary>
    public int Width => Names.Count;

    /// <summary>The headings of the columns of numbers behind the prediction.</summary>
    public IReadOnlyList<string> Numbers { get; }

    /// <summary>What several numbers are called as a whole, where a format puts them together.</summary>
    public string Together => Kind == OutputKind.Values ? "prediction" : HasProbabilities ? "probabilities" : "scores";

    /// <summary>All headings in order.</summary>
    public IReadOnlyList<string> Headings() => [.. All().Select(column => column.Name)];

    private IEnumerable<(string Name, string What)> All() =>
    [
        .. HasFiles ? [("file", "the file of a sample")] : Array.Empty<(string, string)>(),
        .. HasLines ? [("line", "the line of a sample")] : Array.Empty<(string, string)>(),
        .. Kept.Select(name => (name, "a column that is kept")),
        .. IsOfClasses ? [("prediction", "the class")] : Array.Empty<(string, string)>(),
        .. Numbers.Select(name => (name, "what the network says")),
    ];

    /// <summary>Whoever reads predictions by names could not tell two of one name apart.</summary>
    private void RefuseDoubles()
    {
        Dictionary<string, string> before = new(StringComparer.Ordinal);
        if (Kind != OutputKind.Values)
            before[Together] = $"all {Together} in JSON";
        foreach ((string name, string what) in All())
        {
            if (!before.TryAdd(name, what))
                throw new DataException($"two columns of the predictions are called '{name}': {before[name]}, and {what}; leave it out of "
                    + "'keep', or give it another name in the table");
        }
    }
}
