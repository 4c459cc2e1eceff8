using System.Globalization;

namespace Weir.Zoo;

/// <summary>How much of what is wrong was found, how often the cause was right, and how often nothing was wrong.</summary>
internal static class GoalsSection
{
    /// <summary>The section as text.</summary>
    public static string Of(IReadOnlyList<Outcome> outcomes)
    {
        Outcome[] suffering = [.. outcomes.Where(outcome => outcome.Case.Verdict == Verdict.Suffers)];
        Outcome[] healthy = [.. outcomes.Where(outcome => outcome.Case.Verdict == Verdict.Trains)];
        Outcome[] anyway = [.. outcomes.Where(outcome => outcome.Case.Verdict == Verdict.TrainsAnyway)];
        Outcome[] stochastic = [.. outcomes.Where(outcome => outcome.Case.Verdict == Verdict.Stochastic)];
        Outcome[] raised = [.. suffering.Concat(healthy).Where(outcome => outcome.IsRaised)];
        TextTable table = new();
        if (outcomes.All(outcome => outcome.Record.What == "check"))
        {
            Outcome[] visible = [.. suffering.Where(outcome => PreflightFaults.Holds(outcome.Case))];
            AtLeast(table, "initialisation, scale, head and depth faults that suffer: found",
                Share.Among(visible, outcome => outcome.IsRaised), 0.90);
            Line(table, "  the injected fault first", Share.Among(visible, outcome => outcome.Rank == 1));
            Line(table, "  the injected fault among the first three", Share.Among(visible, outcome => outcome.Rank is >= 1 and <= 3));
            Line(table, "all faults that suffer: found", Share.Among(suffering, outcome => outcome.IsRaised));
        }
        else
        {
            AtLeast(table, "recall: faulty cases that suffer and have a warning or an error",
                Share.Among(suffering, outcome => outcome.IsRaised), 0.97);
            AtLeast(table, "  the injected fault first", Share.Among(suffering, outcome => outcome.Rank == 1), 0.85);
            AtLeast(table, "  the injected fault among the first three", Share.Among(suffering, outcome => outcome.Rank is >= 1 and <= 3),
                0.95);
        }

        AtMost(table, "false alarms: healthy runs with a warning or an error", Share.Among(healthy, outcome => outcome.IsRaised), 0.02);
        AtMost(table, "cases that train anyway with an error", Share.Among(anyway, outcome => outcome.IsError), 0.05);
        Line(table, "precision: runs with a warning or an error that suffer (of suffering and healthy ones)",
            Share.Among(raised, outcome => outcome.Case.Verdict == Verdict.Suffers));
        Line(table, "  and whose first finding is right", Share.Among(raised, outcome => outcome.Rank == 1));
        Line(table, "cases that suffer with some seeds only: with a warning or an error",
            Share.Among(stochastic, outcome => outcome.IsRaised));
        if (outcomes.Any(outcome => outcome.Record.Steps is not null))
        {
            Outcome[] found = [.. suffering.Where(outcome => outcome.IsRaised && outcome.Record.Steps is not null)];
            AtLeast(table, "raised before a tenth of the budget, of what is found",
                Share.Among(found, outcome => outcome.IsEarly(outcome.RaisedAt)), 0.80);
            Line(table, "  the injected fault named by then, where it is named",
                Share.Among([.. found.Where(outcome => outcome.Rank > 0)], outcome => outcome.IsEarly(outcome.NamedAt)));
        }

        Cost(table, outcomes);
        return table.ToString();
    }

    private static void Cost(TextTable table, IReadOnlyList<Outcome> outcomes)
    {
        CaseRecord[] timed = [.. outcomes.Select(outcome => outcome.Record)
            .Where(record => record is { Seconds: not null, SecondsWithout: > 0 })];
        if (timed.Length == 0)
            return;
        double[] shares = [.. timed.Select(record => (record.Seconds!.Value / record.SecondsWithout!.Value) - 1).Order()];
        double[] milliseconds = [.. timed.Select(record => 1000 * (record.Seconds!.Value - record.SecondsWithout!.Value)).Order()];
        double cost = (timed.Sum(record => record.Seconds!.Value) / timed.Sum(record => record.SecondsWithout!.Value)) - 1;
        table.Row("cost of diagnosis on top of measuring, all runs together", string
            .Create(CultureInfo.InvariantCulture, $"{100 * cost:F2} % (median of {timed.Length} runs "
            + $"{100 * shares[shares.Length / 2]:F2} %, {milliseconds[milliseconds.Length / 2]:F2} ms)"), "≤ 1 %", cost <= 0.01 ? "reached"
            : "missed");
    }

    private static void AtLeast(TextTable table, string name, Share share, double goal) =>
        table.Row(name, share.ToString(), string.Create(CultureInfo.InvariantCulture, $"≥ {100 * goal:F0} %"),
            Reached(share, share.Fraction >= goal));

    private static void AtMost(TextTable table, string name, Share share, double goal) =>
        table.Row(name, share.ToString(), string.Create(CultureInfo.InvariantCulture, $"≤ {100 * goal:F0} %"),
            Reached(share, share.Fraction <= goal));

    private static void Line(TextTable table, string name, Share share) => table.Row(name, share.ToString());

    private static string Reached(Share share, bool reached) => share.Of == 0 ? "" : reached ? "reached" : "missed";
}
