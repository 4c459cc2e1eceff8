using Weir.Cli.Rendering;
using Weir.Diagnosis;

namespace Weir.Cli.Views;

/// <summary>What a run has disproved, and what could not be looked for.</summary>
internal static class WithdrawnView
{
    /// <summary>Draws it; nothing where nothing was withdrawn and everything could be judged.</summary>
    public static IReadOnlyList<Line> Draw(Verdict verdict, int width)
    {
        IEnumerable<string> withdrawn = verdict.Withdrawn.Where(finding => finding.Severity > Severity.Information).Select(finding =>
            $"withdrawn at step {Numbers.Count(finding.Withdrawal?.Step ?? 0)}: {finding.Diagnostic.Code} {finding.Diagnostic.Title}, as "
                + $"{finding.Withdrawal?.Reason}");
        IEnumerable<string> unjudged = verdict.Unjudged.GroupBy(entry => entry.Reason)
            .Select(group => $"not looked for, as {group.Key}: "
                + $"{string.Join(", ", group.Select(entry => $"{entry.Diagnostic.Code} {entry.Diagnostic.Name}"))}");
        return [.. withdrawn.Concat(unjudged).SelectMany(text => Items.Wrap(text, width))
            .Select(line => Line.Empty.Add(line.ToString(), Palette.Quiet))];
    }
}
