namespace Weir.Diagnosis.Tests.Findings;

public class CauseGraphTests
{
    [Fact]
    public void Every_link_joins_two_diagnostics_that_exist()
    {
        string[] names = [.. RuleList.All.Select(rule => rule.Diagnostic.Name)];
        foreach (CauseLink link in CauseGraph.All)
        {
            names.ShouldContain(link.Cause);
            names.ShouldContain(link.Effect);
            link.Cause.ShouldNotBe(link.Effect);
        }

        CauseGraph.All.Distinct().Count().ShouldBe(CauseGraph.All.Count);
    }

    [Fact]
    public void Decay_and_a_gradient_that_vanishes_cannot_be_told_apart_from_one_run()
    {
        CauseGraph.All.Single(link => link is { Cause: "over-regularised", Effect: "vanishing-gradient" }).Kind.ShouldBe(LinkKind.Either);
        CauseGraph.All.Single(link => link is { Cause: "unscaled-input", Effect: "saturation" }).Kind.ShouldBe(LinkKind.BringsAbout);
        IReadOnlyList<Finding> ranked = Ranking.Of([Of("over-regularised", 0), Of("vanishing-gradient", 40)]);
        ranked[1].Because!.Name.ShouldBe("over-regularised");
        ranked[1].IsEither.ShouldBeTrue();
    }

    [Fact]
    public void A_proof_comes_before_what_is_measured_and_that_before_a_suspicion()
    {
        IReadOnlyList<Finding> ranked = Ranking.Of(
        [
            Of("unscaled-input", 0, Strength.Suspected), Of("dying-relu", 0), Of("bad-output-activation", 0, Strength.Proof),
                Of("data-quality", 0, Strength.Proof, Severity.Information),
        ]);
        ranked.Select(finding => finding.Diagnostic.Name)
            .ShouldBe(["bad-output-activation", "dying-relu", "unscaled-input", "data-quality"]);
        ranked.ShouldAllBe(finding => finding.Because == null);
    }

    [Fact]
    public void A_suspicion_explains_a_symptom_but_nothing_that_is_measured()
    {
        Ranking.Of([Of("unscaled-input", 0, Strength.Suspected), Of("plateau", 90)])[1].Because!.Name.ShouldBe("unscaled-input");
        Ranking.Of([Of("unscaled-input", 0, Strength.Suspected), Of("dying-relu", 0)]).ShouldAllBe(finding => finding.Because == null);
    }

    private static Finding Of(string name, long step, Strength strength = Strength.Measured, Severity severity = Severity.Warning) =>
        new() { Diagnostic = RuleList.Find(name)!.Diagnostic, Severity = severity, Message = "", Step = step, Strength = strength };

    /// <summary>A sigmoid that is flat for a target of 1,041 was put down to the target's being the same for all.</summary>
    [Theory]
    [InlineData("no-gradient")]
    [InlineData("vanishing-gradient")]
    public void An_output_that_cannot_give_the_targets_lets_nothing_pass_whatever_they_are(string effect)
    {
        IReadOnlyList<Finding> ranked = Ranking.Of([Of("constant-target", 0), Of("bad-output-activation", 0), Of(effect, 8)]);
        ranked.Single(finding => finding.Diagnostic.Name == effect).Because!.Name.ShouldBe("bad-output-activation");
    }

    /// <summary>Noise on the forward pass makes the first loss large; a large epsilon makes steps as small as a low rate does.</summary>
    [Theory]
    [InlineData("over-regularised", "initial-loss")]
    [InlineData("adam-epsilon", "learning-rate-too-low")]
    [InlineData("adam-epsilon", "plateau")]
    [InlineData("long-momentum", "learning-rate-too-high")]
    public void What_a_setting_brings_about_is_put_down_to_it(string cause, string effect)
    {
        IReadOnlyList<Finding> ranked = Ranking.Of([Of(cause, 0), Of(effect, 8)]);
        ranked.Single(finding => finding.Diagnostic.Name == effect).Because!.Name.ShouldBe(cause);
    }
}
