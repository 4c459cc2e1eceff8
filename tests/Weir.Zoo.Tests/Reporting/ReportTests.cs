namespace Weir.Zoo.Tests;

public class ReportTests
{
    private static readonly CaseEntry[] s_cases =
    [
        Entry("sick-a", "saturation", Verdict.Suffers), Entry("sick-b", "dying-relu", Verdict.Suffers),
            Entry("sick-c", "saturation", Verdict.Suffers), Entry("sick-d", "misaligned-labels", Verdict.Suffers),
        Entry("well-a", null, Verdict.Trains), Entry("well-b", null, Verdict.Trains), Entry("tough", "saturation", Verdict.TrainsAnyway),
            Entry("moody", "saturation", Verdict.Stochastic),
    ];

    private static readonly CaseRecord[] s_records =
    [
        Record("sick-a", 0.4, Make.Finding("error", 10, "saturation")),
        Record("sick-b", 0.4, Make.Finding("warning", 500, "saturation"), Make.Finding("warning", 96, "dying-relu")),
        Record("sick-c", 0.4, Make.Finding("warning", 200, "unscaled-input")),
        Record("sick-d", 0.4),
        Record("well-a", 0.9),
        Record("well-b", 0.6, Make.Finding("warning", 3, "saturation")),
        Record("tough", 0.9, Make.Finding("warning", 3, "saturation")),
        Record("moody", 0.9, Make.Finding("error", 3, "saturation")),
    ];

    [Fact]
    public void The_goals_are_counted_and_judged()
    {
        Line("recall").ShouldContain("75.0 % (3 of 4, 95 %: 30.1 – 95.4 %)");
        Line("recall").ShouldEndWith("≥ 97 %  missed");
        Line("  the injected fault first").ShouldContain("25.0 % (1 of 4,");
        Line("  the injected fault among the first three").ShouldContain("50.0 % (2 of 4,");
        Line("false alarms").ShouldContain("50.0 % (1 of 2,");
        Line("cases that train anyway with an error").ShouldContain("0.0 % (0 of 1,");
        Line("cases that train anyway with an error").ShouldEndWith("reached");
        Line("precision").ShouldContain("75.0 % (3 of 4,");
        Line("  and whose first finding is right").ShouldContain("25.0 % (1 of 4,");
        Line("cases that suffer with some seeds only").ShouldContain("100.0 % (1 of 1,");
        // Before step 96 of 960: a at 10, b at 96, c only at 200.
        Line("raised before a tenth").ShouldContain("66.7 % (2 of 3,");
        Line("cost of diagnosis").ShouldContain("10.00 % (median of 8 runs 10.00 %, 100.00 ms)");
    }

    [Fact]
    public void The_confusion_table_has_a_row_for_each_injected_fault()
    {
        string[] lines = Text().Split('\n');
        int head = Array.FindIndex(lines, line => line.StartsWith("injected ", StringComparison.Ordinal));
        lines[head..(head + 6)].Select(line => string.Join(' ', line.Split(' ', StringSplitOptions.RemoveEmptyEntries))).ShouldBe(
        [
            "injected a b c d e all",
            "a dying-relu . . 1 . . 1",
            "b misaligned-labels . . . . 1 1",
            "c saturation . . 1 1 . 2",
            "(healthy) . . 1 . 1 2",
            "columns that are no row: d unscaled-input, e (nothing)",
        ]);
    }

    [Fact]
    public void Mistakes_are_listed_with_what_was_found()
    {
        string text = Text();
        text.ShouldContain("missed: suffers, and no warning or error: 1\n  sick-d  1  test 0.400 (healthy 0.950)  nothing found");
        text.ShouldContain("the injected fault not among the first three: 1\n  sick-c  1  test 0.400 (healthy 0.950)  1. warning WEIR101 "
            + "[unscaled-input] at 200");
        text.ShouldContain("the injected fault second or third: 1\n  sick-b  1");
        text.ShouldContain("false alarms: healthy, and a warning or an error: 1\n  well-b  1");
        text.ShouldContain("trains anyway, and an error: 0");
    }

    [Fact]
    public void Scores_that_are_not_those_measured_elsewhere_are_told()
    {
        string text = Text();
        text.ShouldContain("8 cases, 5 further outside than 0.02 (healthy) or 0.1");
        text.Split('\n').Single(line => line.StartsWith("well-b  trains", StringComparison.Ordinal))
            .ShouldEndWith("1  0.600      0.900  0.880  0.910  outside");
        text.Split('\n').Single(line => line.StartsWith("well-a  trains", StringComparison.Ordinal))
            .ShouldEndWith("1  0.900      0.900  0.880  0.910");
    }

    [Fact]
    public void A_check_is_judged_by_what_can_be_seen_before_training()
    {
        string text = Report.Of([.. s_records
            .Select(record => record with { What = "check", Steps = null, SecondsWithout = null, Test = null })], s_cases);
        // The labels and the units that a rate kills are not asked for.
        text.Split('\n').Single(line => line.StartsWith("initialisation, scale, head and depth faults", StringComparison.Ordinal))
            .ShouldContain(" 100.0 % (2 of 2,");
        text.ShouldContain("dying-relu by first biases below 0 or by layers of 4 units or fewer");
        text.ShouldNotContain("tenth of the budget");
        text.ShouldContain("missed: suffers, and no warning or error: 0");
    }

    [Fact]
    public void Errors_and_unknown_cases_are_told()
    {
        Report.Of([s_records[0], s_records[1] with { Error = "case sick-b: broken" }], s_cases)
            .ShouldEndWith("errors\n  case sick-b: broken\n");
        Should.Throw<CaseException>(() => Report.Of([Record("other", 0)], s_cases))
            .Message.ShouldContain("case other, which the case file does not");
    }

    private static string Text() => Report.Of(s_records, s_cases);

    private static string Line(string start) => Text().Split('\n')
        .First(line => line.StartsWith(start + " ", StringComparison.Ordinal) || line.StartsWith(start + ":", StringComparison.Ordinal));

    private static CaseEntry Entry(string id, string? fault, Verdict verdict) =>
        new(id, Make.Case(Make.CaseJson()) with
        {
            Id = id,
            Fault = fault,
            Verdict = verdict,
            TwinTest = fault is null ? null : 0.95,
            Measured = [new(1, 0.88, true), new(1, 0.90, true), new(1, 0.91, true)]
        }, null);

    private static CaseRecord Record(string id, double test, params FindingRecord[] findings) =>
        new()
        {
            Case = id,
            Seed = 1,
            Findings = findings,
            Steps = 960,
            Seconds = 1.1,
            SecondsWithout = 1,
            Train = test,
            Test = test,
            Finite = true
        };
}
