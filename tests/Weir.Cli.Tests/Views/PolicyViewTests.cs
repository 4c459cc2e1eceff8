using Weir.Cli.Views;
using Weir.Repair;

namespace Weir.Cli.Tests.Views;

public class PolicyViewTests
{
    /// <summary>A search that has proved a policy, after another could not be.</summary>
    public static PolicyReport Sample { get; } = new()
    {
        Recipe = "shapes",
        Status = PolicyStatus.Better,
        Message = "shift: {pixels: 2}: +0.081 [+0.052, +0.110] of accuracy, proved on 5 fresh seeds",
        Policy = "shift: {pixels: 2}",
        Seed = 1,
        Score = "accuracy",
        JudgedBy = "validation",
        JudgedSamples = 500,
        SearchedSamples = 500,
        Trivial = 0.104,
        Proof = new Proof
        {
            Seeds = [5, 9, 12, 33, 80],
            Share = 1,
            Before = [0.84, 0.85, 0.83, 0.845, 0.85],
            After = [0.92, 0.93, 0.925, 0.921, 0.924],
            Mean = new ScoreInterval(0.924, 0.91, 0.94),
            Difference = new ScoreInterval(0.081, 0.052, 0.11),
            Ahead = new ScoreInterval(0.08, 0.05, 0.1),
            Level = 0.96,
            Stands = true,
        },
        Failed = [new FailedProof("rotate: {degrees: 8}", "the difference from the original may be none: -0.010 to 0.024")],
        Tried =
        [
            new TriedPolicy("shift: {pixels: 2}", 1, 5, 0.09, 0.011),
            new TriedPolicy("rotate: {degrees: 8}", 1, 3, 0.02, 0.014),
            new TriedPolicy("shift: {pixels: 2}, rotate: {degrees: 8}", 1, 1, 0.05, null),
            new TriedPolicy("flip", 0.25, 1, -0.2, null),
            new TriedPolicy("noise: {deviation: 0.2}", 0.25, 1, null, null),
        ],
        Cost = new RepairCost(27.4, 40, 438_000, 16_000, 41, 16_000),
    };

    [Fact]
    public void A_policy_is_told_with_its_proof_and_what_was_tried()
    {
        string text = Text(Sample, 140);
        text.ShouldStartWith("shapes · a policy that is better · shift: {pixels: 2}: +0.081");
        text.ShouldContain("accuracy on 500 samples of the validation part, by which nothing was chosen, after whole trainings");
        text.ShouldContain("+0.052 to +0.110");
        text.ShouldContain("paired, interval of 96 %");
        text.ShouldContain("not proved: rotate: {degrees: 8}: the difference from the original may be none");
        text.ShouldContain("+0.090 ± 0.011");
        text.ShouldContain("broke off");
        text.ShouldContain("augment: [shift: {pixels: 2}]");
        text.ShouldContain("cost 27.4 of 40.0 trainings, 41 runs");
    }

    [Fact]
    public void Where_nothing_is_better_there_is_nothing_to_train()
    {
        PolicyReport none = Sample with
        {
            Status = PolicyStatus.NoneBetter,
            Message = "no policy that was tried is ahead of the recipe as it is, which stays so, without augmentation",
            Policy = null,
            Proof = null,
            Failed = [],
        };
        string text = Text(none, 100);
        text.ShouldStartWith("shapes · nothing better · no policy that was tried");
        text.ShouldNotContain("weir train");
        text.ShouldNotContain("interval");
    }

    private static string Text(PolicyReport report, int width) =>
        Make.Text(PolicyView.Draw(report, "runs/shapes-augment", width));
}
