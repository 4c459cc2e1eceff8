using Weir.Cli.Rendering;
using Weir.Cli.Views;
using Weir.Diagnosis;

namespace Weir.Cli.Live;

/// <summary>Findings in plain lines: each in full when it is first told, and what has changed when it is told again.</summary>
internal sealed class FindingLines
{
    private readonly Dictionary<string, Finding> _told = new(StringComparer.Ordinal);

    /// <summary>The line of a finding that is told now.</summary>
    public string Of(Finding finding)
    {
        string code = finding.Diagnostic.Code;
        Finding? before = _told.GetValueOrDefault(code);
        _told[code] = finding;
        return $"{"finding",-14}{(before is null ? FindingText.Sentence(finding) : Again(finding, before))}";
    }

    /// <summary>The line of a finding that was told and is taken back; null of a note, which alarms nobody.</summary>
    public static string? Withdrawn(Finding finding) => finding.Severity <= Severity.Information ? null
        : $"{"withdrawn",-14}{FindingText.Word(finding.Severity)} {finding.Diagnostic.Code} {finding.Diagnostic.Title}: "
            + $"{finding.Withdrawal?.Reason}";

    private static string Again(Finding finding, Finding before)
    {
        string severity = FindingText.Word(finding.Severity), code = finding.Diagnostic.Code;
        // A finding keeps the step at which it began: one that begins later was taken back in between.
        List<string> news = [finding.Step != before.Step ? $"{severity} {code} again, since step {Numbers.Count(finding.Step)}"
            : $"{code} is {(finding.Severity == Severity.Error ? "an" : "a")} {severity} now"];
        if (!finding.Layers.SequenceEqual(before.Layers))
            news.Add(FindingText.Layers(finding.Layers));
        string line = string.Join(" · ", news.Where(part => part.Length > 0));
        return finding.Message == before.Message ? line : $"{line}: {finding.Message}";
    }
}
