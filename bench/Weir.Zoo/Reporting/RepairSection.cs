using System.Globalization;

namespace Weir.Zoo;

/// <summary>How many of the cases that suffer were repaired, by how much, and at what cost.</summary>
internal static class RepairSection
{
    /// <summary>The share of the healthy twin's gain over guessing that a repaired case must reach.</summary>
    private const double Enough = 0.95;

    /// <summary>A score may differ by so much by the seeds alone.</summary>
    private const double Noise = 0.02;

    /// <summary>The section as text.</summary>
    /// <param name="all">Every case that was to be repaired; one that ended with an error is not repaired.</param>
    public static string Of(IReadOnlyList<Outcome> all)
    {
        Outcome[] repairable = [.. all.Where(outcome => outcome.Case.Verdict == Verdict.Suffers && !IsOfData(outcome.Case))];
        Outcome[] ofData = [.. all.Where(outcome => IsOfData(outcome.Case))];
        Outcome[] healthy = [.. all.Where(outcome => outcome.Case.Fault is null)];
        Outcome[] changed = [.. all.Where(outcome => IsClaimed(outcome))];
        Outcome[] mended = [.. repairable.Where(IsMended)];
        TextTable table = new();
        Share share = Share.Among(repairable, IsMended);
        table.Row("repairable cases that suffer: repaired to 95 % of the healthy twin's gain", share.ToString(), "≥ 92 %",
            Reached(share, share.Fraction >= 0.92));
        // What no repair can be expected to pass: the twin with other seeds, trained in Weir and not in PyTorch.
        Dictionary<(string?, long), double> twins = healthy.Where(outcome => outcome.Record.Repair?.Before is not null)
            .ToDictionary(outcome => ((string?)outcome.Case.Id, outcome.Record.Seed), outcome => outcome.Record.Repair!.Before!.Value);
        table.Row("  the healthy twins themselves, trained and measured alike", Share.Among(
            [.. repairable.Where(outcome => twins.ContainsKey((outcome.Case.Twin, outcome.Record.Seed)))],
            outcome => twins[(outcome.Case.Twin, outcome.Record.Seed)] >= Bound(outcome.Case)).ToString());
        table.Row("  claimed as repaired", Share.Among(repairable, outcome => IsClaimed(outcome)).ToString());
        None(table, "repairs that end worse than the original on fresh seeds", Share.Among(changed, outcome =>
            outcome.Record.Repair!.After < outcome.Record.Repair.Before - Noise));
        None(table, "data faults claimed as repaired", Share.Among(ofData, outcome => IsClaimed(outcome)));
        None(table, "healthy recipes changed", Share.Among(healthy, outcome => IsClaimed(outcome)));
        AtMost(table, "median changes in the final difference",
            [.. changed.Select(outcome => (double)outcome.Record.Repair!.Changes.Count)], 2);
        AtMost(table, "median cost in trainings as the budget counts them, of cases that suffer",
            [.. repairable.Select(outcome => outcome.Record.Repair?.Cost).OfType<double>()], null);
        AtMost(table, "median cost in trainings of the case itself",
            [.. repairable.Select(outcome => outcome.Record.Repair?.OwnCost).OfType<double>()], 3);
        table.Row("cause: the injected fault is among the confirmed ones, of those repaired",
            Share.Among(mended, outcome => outcome.Record.Repair!.Causes.Contains(outcome.Case.Fault!)).ToString());
        string missed = string.Concat(repairable.Where(outcome => !IsMended(outcome)).Select(Missed));
        return $"{table}{(missed.Length > 0 ? $"\nnot repaired\n{missed}" : "")}";
    }

    private static string Missed(Outcome outcome) => string.Create(CultureInfo.InvariantCulture,
        $"  {outcome.Case.Id} seed {outcome.Record.Seed}: "
            + $"{(outcome.Record.Repair is { } repair ? Told(repair, outcome.Case) : "an error")}\n");

    private static string Told(RepairRecord repair, ZooCase zooCase) => string.Create(CultureInfo.InvariantCulture,
        $"{repair.Status}, before {repair.Before:F3}, after {repair.After:F3}, twin {zooCase.TwinTest:F3}, changes "
            + $"{string.Join(" ", repair.Changes)}, cost {repair.Cost:F2}");

    private static bool IsClaimed(Outcome outcome) => outcome.Record.Repair is { Status: "repaired" };

    private static bool IsOfData(ZooCase zooCase) => zooCase.Fault is "misaligned-labels" or "non-finite-input";

    private static bool IsMended(Outcome outcome) => outcome.Record.Repair is { Status: "repaired" } repair
        && repair.After >= Bound(outcome.Case);

    private static double? Bound(ZooCase zooCase) => zooCase is { TwinTest: { } twin, Chance: { } chance }
        ? chance + (Enough * (twin - chance)) : null;

    private static void None(TextTable table, string name, Share share) =>
        table.Row(name, share.ToString(), "0", Reached(share, share.Count == 0));

    private static void AtMost(TextTable table, string name, double[] values, double? goal)
    {
        if (values.Length == 0)
            return;
        double median = values.Order().ElementAt(values.Length / 2);
        string text = string.Create(CultureInfo.InvariantCulture, $"{median:F2}");
        if (goal is null)
            table.Row(name, text);
        else
            table.Row(name, text, string.Create(CultureInfo.InvariantCulture, $"≤ {goal:F0}"), median <= goal ? "reached" : "missed");
    }

    private static string Reached(Share share, bool reached) => share.Of == 0 ? "" : reached ? "reached" : "missed";
}
