using Weir.Cli.Rendering;
using Weir.Cli.Views;
using Weir.Repair;

namespace Weir.Cli.Tests.Views;

public class RepairLiveViewTests
{
    /// <summary>A repair in the middle of its first round.</summary>
    internal static RepairProgress Sample { get; } = new()
    {
        Recipe = "digits-sigmoid-8",
        Phase = "single changes, for a short while",
        Original = Look("original", 0.02),
        Spent = 1.37,
        Budget = 4,
        Hypotheses =
        [
            Hypothesis("initialization-lsuv", "first weights by the data (LSUV)", HypothesisVerdict.Refuted, 0.01),
            Hypothesis("activation-relu", "sigmoid → relu between the layers", HypothesisVerdict.Confirmed, 0.95),
            Hypothesis("residual", "a shortcut around each hidden layer of the same width", HypothesisVerdict.Untested, null),
            Hypothesis("normalization-batch", "batch norm before each function", HypothesisVerdict.Untested, null),
            Hypothesis("rate-0.005", "a lower rate", HypothesisVerdict.Refuted, null) with { Reason = "steps hardly move the weights" },
            .. Enumerable.Range(1, 12).Select(i => Hypothesis($"dropout-{i}", $"less dropout ({i})", HypothesisVerdict.Untested, null)),
        ],
        Running =
        [
            new BranchProgress("normalization-batch", ["normalization-batch"], 1, 0.125, 0.63),
            new BranchProgress("activation-relu_initialization-he", ["activation-relu", "initialization-he"], 2, 0.125, 0.04),
        ],
    };

    [Theory]
    [InlineData(44, 20)]
    [InlineData(49, 23)]
    [InlineData(79, 23)]
    [InlineData(119, 39)]
    public void A_repair_that_goes_on_fits_the_terminal(int width, int height)
    {
        IReadOnlyList<Line> frame = RepairLiveView.Draw(Sample, TimeSpan.FromSeconds(12), false, width, height);
        frame.Count.ShouldBeLessThanOrEqualTo(height);
        frame.ShouldAllBe(line => line.Width <= width);
        Snapshot.Match($"repair-live-{width}x{height}", Make.Text(frame));
    }

    [Fact]
    public void What_is_put_to_the_test_stands_above_what_waits_and_what_is_refuted_below()
    {
        string text = Make.Text(RepairLiveView.Draw(Sample, TimeSpan.FromSeconds(12), false, 119, 39));
        string[] order = ["✓ sigmoid → relu", "▸ batch norm", "✗ first weights", "· a shortcut", "✗ a lower rate"];
        order.Select(each => text.IndexOf(each, StringComparison.Ordinal)).ShouldBeInOrder();
        text.ShouldContain("1.4 of 4.0 trainings");
        text.ShouldContain("✗ a lower rate · steps hardly move the weights");
    }

    [Fact]
    public void Before_anything_was_looked_at_it_says_what_goes_on_and_that_it_was_asked_to_stop()
    {
        RepairProgress begun = new() { Recipe = "a", Phase = "before the first step", Spent = 0, Budget = 4 };
        Make.Text(RepairLiveView.Draw(begun, TimeSpan.Zero, true, 79, 23))
            .ShouldBe("a · ──────────────────────── 0.0 of 4.0 trainings · 0:00\nbefore the first step\n" + RepairLiveView.Stopping);
    }

    private static Trial Look(string branch, double skill) => new()
    {
        Branch = branch,
        Seed = 1,
        Share = 0.25,
        Step = 100,
        Samples = 1000,
        Skill = skill,
        TrainingSkill = skill,
        Score = 0.1,
        Finite = true,
        Ended = false,
    };

    private static Hypothesis Hypothesis(string change, string summary, HypothesisVerdict verdict, double? skill) => new()
    {
        Cause = "vanishing-gradient",
        Code = "WEIR101",
        Change = change,
        Summary = summary,
        Verdict = verdict,
        Quantity = "attenuation-start",
        Predicted = EffectDirection.TowardsZero,
        SkillBefore = skill is null ? null : 0,
        SkillAfter = skill,
        Share = 0.125,
    };
}
