using Spectre.Console;
using Weir.Cli.Rendering;
using Weir.Repair;

namespace Weir.Cli.Views;

/// <summary>
/// A frame of a repair that goes on: what it has cost, what it does, how each hypothesis stands, and the branches that are trained.
/// </summary>
internal static class RepairLiveView
{
    private const int Bar = 24;
    private const int LeastBar = 8;
    private const int MostName = 48;

    /// <summary>What is said once the repair was asked to stop.</summary>
    public const string Stopping = "stopping: everything is kept; Ctrl-C again ends at once";

    /// <summary>Draws a frame.</summary>
    /// <param name="progress">Where it is.</param>
    /// <param name="elapsed">How long it has taken.</param>
    /// <param name="isStopping">Whether it was asked to stop.</param>
    /// <param name="width">Cells of a line.</param>
    /// <param name="height">Most lines.</param>
    public static IReadOnlyList<Line> Draw(RepairProgress progress, TimeSpan elapsed, bool isStopping, int width, int height)
    {
        List<Line> lines = [.. Head(progress, elapsed, width)];
        lines.AddRange(Items.Wrap(progress.Phase, width));
        if (isStopping)
            lines.AddRange(Line.Empty.Add(Stopping, Palette.Warning).Fold(width));
        IReadOnlyList<Line> running = [.. progress.Running.SelectMany(branch => Branch(branch, width))];
        int taken = running.Count == 0 ? 0 : running.Count + 1;
        List<Line> hypotheses = Hypotheses(progress, width, height - lines.Count - taken - 1);
        if (hypotheses.Count > 0)
            lines.AddRange([Line.Empty, .. hypotheses]);
        if (running.Count > 0)
            lines.AddRange([Line.Empty, .. running]);
        return lines;
    }

    /// <summary>What is repaired, what it has cost of what it may, the time, and what the recipe comes to as it is.</summary>
    private static IReadOnlyList<Line> Head(RepairProgress progress, TimeSpan elapsed, int width)
    {
        (string done, string open) = Blocks.Progress(progress.Spent / progress.Budget, Math.Clamp(width - 26, LeastBar, Bar));
        return Items.Flow(
            [
                Line.Empty.Add(progress.Recipe, Palette.Strong),
                Line.Empty.Add(done, Palette.Accent).Add(open, Palette.Quiet)
                    .Add($" {progress.Spent:f1} of {progress.Budget:f1} trainings"),
                Line.Empty.Add(Numbers.Clock(elapsed)),
                Line.Empty.Add(progress.Original is { } original ? $"as it is: {Came(original)}" : "", Palette.Quiet),
            ], " · ", width);
    }

    /// <summary>
    /// The hypotheses that were put to the test or are, those of others that fit, and how many more there are: those that stand, in the
    /// order of promise.
    /// </summary>
    private static List<Line> Hypotheses(RepairProgress progress, int width, int height)
    {
        HashSet<string> running = [.. progress.Running.SelectMany(branch => branch.Changes)];
        Hypothesis[] all = [.. progress.Hypotheses.OrderBy(Rank)];
        if (all.Length == 0 || height < 1)
            return [];
        List<Line> lines = [];
        int shown = 0;
        foreach (Hypothesis hypothesis in all)
        {
            IReadOnlyList<Line> entry = Entry(hypothesis, running.Contains(hypothesis.Change), width);
            bool isLast = shown == all.Length - 1;
            if (lines.Count + entry.Count > height - (isLast ? 0 : 1))
                break;
            lines.AddRange(entry);
            shown++;
        }

        if (shown < all.Length)
            lines.Add(Line.Empty.Add($"… {Numbers.Of(all.Length - shown, "more hypothesis", "more hypotheses")}", Palette.Quiet));
        return lines;

        int Rank(Hypothesis each) => each.Verdict == HypothesisVerdict.Confirmed ? 0 : running.Contains(each.Change) ? 1
            : each.SkillAfter is not null ? 2 : each.Verdict == HypothesisVerdict.Untested ? 3 : 4;
    }

    private static IReadOnlyList<Line> Entry(Hypothesis hypothesis, bool isRunning, int width)
    {
        (string mark, Style style) = hypothesis.Verdict switch
        {
            HypothesisVerdict.Confirmed => ("✓ ", Palette.Good),
            HypothesisVerdict.Refuted => ("✗ ", Palette.Quiet),
            _ => (isRunning ? "▸ " : "· ", isRunning ? Palette.Accent : Palette.Quiet),
        };
        Line line = Line.Empty.Add(mark, style).Add(hypothesis.Summary, hypothesis.Verdict == HypothesisVerdict.Confirmed ? Palette.Strong
            : hypothesis.Verdict == HypothesisVerdict.Refuted ? Palette.Quiet : Style.Plain);
        if (hypothesis is { SkillBefore: { } before, SkillAfter: { } after })
            line.Add($" · skill {Numbers.Signed(before)} → {Numbers.Signed(after)}", style);
        else if (hypothesis is { Verdict: HypothesisVerdict.Refuted, Reason: { } reason })
            line.Add($" · {reason}", Palette.Quiet);
        if (hypothesis.Cause is { } cause)
            line.Add($" · {cause}", Palette.Quiet);
        return line.Fold(width);
    }

    private static IReadOnlyList<Line> Branch(BranchProgress branch, int width)
    {
        int bar = Math.Clamp(width / 4, LeastBar, Bar);
        (string done, string open) = Blocks.Progress(branch.Done, bar);
        string name = branch.Changes.Count == 0 ? "the recipe as it is" : string.Join(" + ", branch.Changes);
        Line how = Line.Empty.Add(done, Palette.Accent).Add(open, Palette.Quiet).Add($" {100 * branch.Done,3:0} %");
        Line what = Line.Empty.Add(name).Add($"  seed {branch.Seed}", Palette.Quiet);
        int room = width - how.Width - 2;
        return what.Width <= room ? [what.PadTo(Math.Min(room, MostName)).Add("  ").Add(how)]
            : [.. what.Fold(width), Line.Empty.Add("  ").Add(how)];
    }

    private static string Came(Trial trial) => trial.Finite ? $"skill {Numbers.Signed(trial.Skill)}" : "broke off";
}
