namespace Weir.Diagnosis.Tests;

public sealed class RankingTests
{
    private static Finding Of(string name, Severity severity, long step) =>
        new() { Diagnostic = RuleList.Find(name)!.Diagnostic, Severity = severity, Message = "", Step = step };

    [Fact]
    public void A_cause_comes_first_with_the_gravity_of_what_it_brings_about()
    {
        IReadOnlyList<Finding> ranked = Ranking.Of(
            [Of("plateau", Severity.Error, 500), Of("saturation", Severity.Warning, 1), Of("unscaled-input", Severity.Warning, 0)]);
        ranked.Select(finding => finding.Diagnostic.Name).ShouldBe(["unscaled-input", "plateau", "saturation"]);
        ranked[0].Severity.ShouldBe(Severity.Error);
        ranked[0].Because.ShouldBeNull();
        ranked[2].Because!.Name.ShouldBe("unscaled-input");
    }

    [Fact]
    public void What_is_seen_later_is_no_cause()
    {
        Ranking.Of([Of("vanishing-gradient", Severity.Error, 1), Of("units-died", Severity.Error, 300)])
            .Select(finding => finding.Diagnostic.Name).ShouldBe(["vanishing-gradient", "units-died"]);
        Ranking.Of([Of("vanishing-gradient", Severity.Error, 300), Of("units-died", Severity.Error, 20)])
            .Select(finding => finding.Diagnostic.Name).ShouldBe(["units-died", "vanishing-gradient"]);
    }

    [Fact]
    public void Graver_groups_come_before_others() =>
        Ranking.Of([Of("missing-nonlinearity", Severity.Warning, 0), Of("exploding-gradient", Severity.Error, 1)])
            .Select(finding => finding.Diagnostic.Name).ShouldBe(["exploding-gradient", "missing-nonlinearity"]);

    [Fact]
    public void Nothing_is_lost_and_nothing_comes_twice()
    {
        Finding[] all = [.. RuleList.All.Select((rule, i) => Of(rule.Diagnostic.Name, (Severity)(1 + (i % 3)), i * 7 % 11))];
        Ranking.Of(all).Select(finding => finding.Diagnostic.Code)
            .ShouldBe(all.Select(finding => finding.Diagnostic.Code), ignoreOrder: true);
    }

    [Fact]
    public void A_note_brings_no_alarm_about()
    {
        IReadOnlyList<Finding> ranked = Ranking.Of(
            [Of("missing-nonlinearity", Severity.Information, 0), Of("learning-rate-too-high", Severity.Error, 12)]);
        ranked.Select(finding => finding.Diagnostic.Name).ShouldBe(["learning-rate-too-high", "missing-nonlinearity"]);
        ranked[0].Because.ShouldBeNull();
        ranked[1].Severity.ShouldBe(Severity.Information);
    }

    [Fact]
    public void Of_two_that_can_bring_each_other_about_and_are_seen_at_once_the_likelier_is_the_cause()
    {
        IReadOnlyList<Finding> ranked = Ranking.Of(
            [Of("units-died", Severity.Error, 32), Of("learning-rate-too-high", Severity.Error, 32)]);
        ranked.Select(finding => finding.Diagnostic.Name).ShouldBe(["learning-rate-too-high", "units-died"]);
        ranked[1].Because!.Name.ShouldBe("learning-rate-too-high");
    }

    /// <summary>They stood beside the rate that brought them about, as they were seen before it.</summary>
    [Theory]
    [InlineData("units-saturated")]
    [InlineData("adam-epsilon")]
    [InlineData("oscillation")]
    public void A_rate_that_is_too_high_holds_from_the_first_step_on(string effect)
    {
        IReadOnlyList<Finding> ranked = Ranking.Of([Of(effect, Severity.Warning, 12), Of("learning-rate-too-high", Severity.Error, 380)]);
        ranked[1].Because!.Name.ShouldBe("learning-rate-too-high");
        // What can bring it about as well is its cause where it is seen first.
        Ranking.Of([Of("dying-relu", Severity.Warning, 0), Of("learning-rate-too-high", Severity.Error, 380)])[1].Because!.Name
            .ShouldBe("dying-relu");
    }

    /// <summary>Units that died at once tell of steps that were too long, which is seen later.</summary>
    [Fact]
    public void A_rate_that_is_too_high_is_the_cause_of_units_that_died_before_it_was_seen()
    {
        Finding Said(string name, long step) => new()
        {
            Diagnostic = RuleList.Find(name)!.Diagnostic,
            Severity = Severity.Error,
            Message = "",
            Step = step
        };
        IReadOnlyList<Finding> ranked = Ranking.Of([Said("units-died", 12), Said("learning-rate-too-high", 380)]);
        ranked.Select(finding => finding.Diagnostic.Name).ShouldBe(["learning-rate-too-high", "units-died"]);
        ranked[1].Because!.Name.ShouldBe("learning-rate-too-high");
    }
}
