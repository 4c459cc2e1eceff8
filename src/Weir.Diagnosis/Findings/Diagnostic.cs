namespace Weir.Diagnosis;

/// <summary>A kind of problem, as a compiler's kind of error. Each has a rule and a page in <c>docs/diagnostics/</c>.</summary>
/// <param name="Code">Its stable code, as in <c>WEIR101</c>.</param>
/// <param name="Name">Its short name, as in <c>vanishing-gradient</c>; the name of its page.</param>
/// <param name="Title">What is wrong, in a few words.</param>
public sealed record Diagnostic(string Code, string Name, string Title)
{
    /// <summary>
    /// The faults that a training set-up has when this is found, by the names that collections of faulty set-ups use. Default: its own
    /// name.
    /// </summary>
    public IReadOnlyList<string> Faults { get; init; } = [Name];

    /// <summary>What it means for the training, in a sentence or two.</summary>
    public required string Meaning { get; init; }

    /// <summary>What to do, the most promising first.</summary>
    public required IReadOnlyList<string> Remedies { get; init; }

    /// <summary>
    /// Whether it says that a run suffers and not from what: it follows from something, and a run that learns again disproves it. Default
    /// false.
    /// </summary>
    public bool IsSymptom { get; init; }

    /// <summary>Whether it is the one of a code or name.</summary>
    /// <param name="codeOrName">As in <c>WEIR101</c> or <c>vanishing-gradient</c>, in any case.</param>
    public bool Is(string codeOrName) => Code.Equals(codeOrName, StringComparison.OrdinalIgnoreCase)
        || Name.Equals(codeOrName, StringComparison.OrdinalIgnoreCase);

    /// <inheritdoc/>
    public override string ToString() => $"{Code} {Name}";
}
