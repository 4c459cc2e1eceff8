using Weir.Training;

namespace Weir.Repair.Tests.Search;

public sealed class ProverTests : IDisposable
{
    private static readonly long[] s_seeds = [11, 12, 13];

    private readonly Folder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Three_equal_differences_are_no_proof_of_more_than_the_judged_samples_can_show()
    {
        // 200 samples tell 0.60 from 0.66 no better than ±2.33·√2·0.035 = ±0.115.
        Proof proof = Prover(farthest: 0.6).Judge(s_seeds, 0.125, Looks(0.60, 0.60, 0.60), Looks(0.66, 0.66, 0.66), failed: false);
        proof.Difference.Mean.ShouldBe(0.06, 1e-9);
        proof.Difference.Low.ShouldBe(0.06 - 0.1151, 1e-3);
        proof.Stands.ShouldBeFalse();
        proof.Reason!.ShouldContain("may be none");
    }

    [Fact]
    public void What_is_better_on_each_seed_by_more_than_both_errors_is_proved()
    {
        Proof proof = Prover(farthest: 0.55).Judge(s_seeds, 0.125, Looks(0.50, 0.52, 0.54), Looks(0.94, 0.95, 0.96), failed: false);
        proof.Stands.ShouldBeTrue(proof.Reason);
        proof.Level.ShouldBe(0.98);
        proof.Difference.Low.ShouldBe(0.43 - Math.Sqrt(Math.Pow(6.9646 * 0.01 / Math.Sqrt(3), 2) + Math.Pow(0.1151, 2)), 1e-3);
        proof.Ahead.Mean.ShouldBe(0.40, 1e-9);
    }

    [Fact]
    public void What_is_only_sooner_where_the_original_comes_to_as_well_is_no_repair()
    {
        Proof proof = Prover(farthest: 0.95).Judge(s_seeds, 0.125, Looks(0.50, 0.52, 0.54), Looks(0.94, 0.95, 0.96), failed: false);
        proof.Difference.Low.ShouldBeGreaterThan(0);
        proof.Ahead.Low.ShouldBeLessThan(0);
        proof.Stands.ShouldBeFalse();
        proof.Reason!.ShouldContain("only sooner");
    }

    [Fact]
    public void A_seed_that_breaks_off_ends_the_claim()
    {
        Trial[] after = [.. Looks(0.94, 0.95), Look(0.5) with { Finite = false, Skill = 0 }];
        Prover(farthest: 0.5).Judge(s_seeds, 0.125, Looks(0.50, 0.52, 0.54), after, failed: true).Reason!
            .ShouldContain("1 of 3 seeds it breaks off");
    }

    private static Trial[] Looks(params double[] scores) => [.. scores.Select(Look)];

    private static Trial Look(double score) => new()
    {
        Branch = "any",
        Seed = 1,
        Share = 0.125,
        Step = 50,
        Samples = 1600,
        Score = score,
        ScoreError = 0.035,
        Skill = (score - 0.5) * 2,
        TrainingSkill = (score - 0.5) * 2,
        Finite = true,
        Ended = false,
    };

    private Prover Prover(double farthest)
    {
        Recipe recipe = Make.Recipe(Make.Healthy);
        JudgedData data = new(recipe.Data.Load(), recipe);
        RepairOptions options = new();
        RepairLedger ledger = new(recipe, data.Learnt.Count, options);
        return new Prover(Arm.Original(recipe), Look(farthest), new TrialRunner(_folder.Path, recipe, data, ledger, options),
            ledger, options, _ => 0.03, (_, _) => 0);
    }
}
