using Weir.Cli.Views;
using Weir.Repair;

namespace Weir.Cli.Tests.Views;

public class RepairViewTests
{
    /// <summary>A certificate with everything in it.</summary>
    internal static Certificate Sample { get; } = new()
    {
        Recipe = "digits-sigmoid-8",
        Status = RepairStatus.Repaired,
        Message = "sigmoid → relu between the layers: proved on 3 fresh seeds",
        Score = "accuracy",
        JudgedBy = "validation",
        JudgedSamples = 500,
        SearchedSamples = 500,
        Shared = false,
        Trivial = 0.102,
        Original = Look("original", 0, 0.102),
        GivenUpAt = 0.25,
        Repaired = Look("activation-relu", 0.95, 0.955),
        Changes =
        [
            new AppliedChange("activation", "activation-relu", "sigmoid → relu between the layers",
                "a rectifier passes on the whole gradient",
                "He et al., 2015", "vanishing-gradient"),
        ],
        Proof = new Proof
        {
            Seeds = [1002, 1003, 1004],
            Share = 0.125,
            Before = [0.1, 0.102, 0.11],
            After = [0.95, 0.96, 0.953],
            Mean = new ScoreInterval(0.954, 0.93, 0.98),
            Difference = new ScoreInterval(0.85, 0.82, 0.88),
            Ahead = new ScoreInterval(0.852, 0.82, 0.88),
            Level = 0.97,
            Stands = true,
        },
        FlowBefore = [new LayerChange("linear+sigmoid", 4e-9, 5e-9), new LayerChange("linear+sigmoid", 3e-5, 2e-5),
            new LayerChange("linear", 0.03, 0.03)],
        FlowAfter = [new LayerChange("linear+relu", 0.02, 0.01), new LayerChange("linear+relu", 0.025, 0.02), new LayerChange("linear",
            0.03, 0.03)],
        Hypotheses =
        [
            Hypothesis("activation-relu", "sigmoid → relu between the layers", HypothesisVerdict.Confirmed, 0.95),
            Hypothesis("initialization-lsuv", "first weights by the data (LSUV)", HypothesisVerdict.Refuted, 0.01),
            Hypothesis("residual", "a shortcut around each hidden layer of the same width", HypothesisVerdict.Untested, null),
        ],
        Failed = [new FailedProof("activation-elu", "with the fresh seed 1002 it does not learn: skill 0.00")],
        DataFaults = [new DataFault("non-finite-input", "3 training samples hold a number that is not finite", [4, 17, 300], ["age"])],
        Difference = ["-   - {linear: 100, repeat: 8, activation: sigmoid}",
            "+   - {linear: 100, repeat: 8, activation: relu}  # repair: sigmoid → relu"],
        Cost = new RepairCost(2.14, 4, 200_000, 93_000, 9),
    };

    [Theory]
    [InlineData(50)]
    [InlineData(80)]
    [InlineData(100)]
    [InlineData(120)]
    public void A_certificate_shows_before_and_after_the_change_the_flow_and_what_was_tried(int width)
    {
        string text = Make.Text(RepairView.Draw(Sample, "runs/digits-sigmoid-8-repair", width)).ReplaceLineEndings(" ");
        string words = string.Join(' ', text.Split(' ', StringSplitOptions.RemoveEmptyEntries));
        words.ShouldContain("digits-sigmoid-8 · repaired · sigmoid → relu between the layers");
        words.ShouldContain("0.104");
        words.ShouldContain("0.954");
        words.ShouldContain("+0.820 to +0.880");
        words.ShouldContain("on 500 samples of the validation part, by which nothing was chosen, after 12 % of a training");
        words.ShouldContain("+0.852");
        words.ShouldContain("given up after 25 %");
        words.ShouldContain("+ - {linear: 100, repeat: 8, activation: relu} # repair: sigmoid → relu");
        words.ShouldContain("skill 0.000 → +0.950");
        words.ShouldContain("not proved: activation-elu:");
        words.ShouldContain("rows 4, 17, 300");
        words.ShouldContain("cost 2.1 of 4.0 trainings, 9 runs");
    }

    [Fact]
    public void A_plan_tells_what_would_be_tried_and_what_speaks_against_it()
    {
        string text = Make.Text(RepairView.Plan(Sample.Hypotheses, 400));
        text.ShouldContain("1  sigmoid → relu between the layers · WEIR101 vanishing-gradient");
        text.ShouldContain("not first: the network does no better");
        Make.Text(RepairView.Plan([], 100)).ShouldContain("nothing that is found before the first step asks for a repair");
    }

    private static Trial Look(string branch, double skill, double score) => new()
    {
        Branch = branch,
        Seed = 1,
        Share = 1,
        Step = 100,
        Samples = 1000,
        Skill = skill,
        TrainingSkill = skill,
        Score = score,
        Finite = true,
        Ended = true,
    };

    private static Hypothesis Hypothesis(string change, string summary, HypothesisVerdict verdict, double? skill) => new()
    {
        Cause = "vanishing-gradient",
        Code = "WEIR101",
        Change = change,
        Summary = summary,
        Verdict = verdict,
        Reason = verdict == HypothesisVerdict.Refuted ? "the network does no better" : null,
        Quantity = "attenuation-start",
        Predicted = EffectDirection.TowardsZero,
        QuantityBefore = -0.91,
        QuantityAfter = -0.02,
        Moved = true,
        SkillBefore = skill is null ? null : 0,
        SkillAfter = skill,
        Share = 0.125,
    };
}
