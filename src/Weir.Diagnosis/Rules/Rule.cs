using System.Text.RegularExpressions;

namespace Weir.Diagnosis;

/// <summary>
/// Looks for one kind of problem. A rule is a pure function of a dossier: it sees no tensor and no network, and can be tried on a
/// dossier written by hand. A new one is a file in this folder, a line in <see cref="RuleList"/> and a page in <c>docs/diagnostics/</c>.
/// </summary>
public abstract partial class Rule
{
    /// <summary>What it looks for.</summary>
    public abstract Diagnostic Diagnostic { get; }

    /// <summary>The numbers that it decides by.</summary>
    public virtual IReadOnlyList<Threshold> Thresholds => [];

    /// <summary>Judges a run, or a network that has not run yet.</summary>
    /// <param name="dossier">What is known.</param>
    /// <param name="limits">The thresholds in force.</param>
    /// <returns>The finding; null where the rule is silent.</returns>
    public abstract Finding? Judge(Dossier dossier, Limits limits);

    /// <summary>Makes a finding of this rule at the step that the dossier has come to.</summary>
    protected Finding Found(Dossier dossier, Severity severity, string message, IEnumerable<int>? layers = null, params Evidence[] evidence) => new()
    {
        Diagnostic = Diagnostic,
        Severity = severity,
        Message = Exponent().Replace(message, digits => digits.Value.StartsWith("e-", StringComparison.Ordinal) ? "e-" : "e"),
        Step = dossier.Step,
        Layers = [.. layers ?? []],
        Evidence = evidence,
    };

    // Small numbers stand in messages as in pictures and recipes: 1e-8, not 1e-08.
    [GeneratedRegex("(?<=[0-9])e[+-]0*(?=[0-9])", RegexOptions.CultureInvariant)]
    private static partial Regex Exponent();
}
