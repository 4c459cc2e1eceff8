using Weir.Training;

namespace Weir.Repair.Tests.Search;

public sealed class ProverTests : IDisposable
{
    private static readonly long[] s_seeds = [11, 12, 13];
    private static readonly Recipe s_recipe = Make.Recipe(Make.Healthy);
    private static readonly Arm s_changed = Arm.Of(s_recipe, [Make.Change("batch-16", each => each with { Batch = 16 })])!;

    private readonly Folder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Three_equal_differences_are_no_proof_of_more_than_the_judged_samples_can_show()
    {
        // 200 samples tell 0.60 from 0.66 no better than ±2.33·√2·0.035 = ±0.115.
        Proof proof = Judge(farthest: 0.6, Looks(0.60, 0.60, 0.60), Looks(0.66, 0.66, 0.66));
        proof.Difference.Mean.ShouldBe(0.06, 1e-9);
        proof.Difference.Low.ShouldBe(0.06 - 0.1151, 1e-3);
        proof.Stands.ShouldBeFalse();
        proof.Reason!.ShouldContain("may be none");
    }

    [Fact]
    public void What_is_better_on_each_seed_by_more_than_both_errors_is_proved()
    {
        Proof proof = Judge(farthest: 0.55, Looks(0.50, 0.52, 0.54), Looks(0.94, 0.95, 0.96));
        proof.Stands.ShouldBeTrue(proof.Reason);
        proof.Level.ShouldBe(0.98);
        proof.Difference.Low.ShouldBe(0.43 - Math.Sqrt(Math.Pow(6.9646 * 0.01 / Math.Sqrt(3), 2) + Math.Pow(0.1151, 2)), 1e-3);
        proof.Ahead.Mean.ShouldBe(0.40, 1e-9);
    }

    [Fact]
    public void What_is_only_sooner_where_the_original_comes_to_as_well_is_no_repair()
    {
        Proof proof = Judge(farthest: 0.95, Looks(0.50, 0.52, 0.54), Looks(0.94, 0.95, 0.96));
        proof.Difference.Low.ShouldBeGreaterThan(0);
        proof.Ahead.Low.ShouldBeLessThan(0);
        proof.Stands.ShouldBeFalse();
        proof.Reason!.ShouldContain("only sooner");
    }

    [Fact]
    public void A_seed_that_breaks_off_ends_the_claim()
    {
        Trial[] after = [.. Looks(0.94, 0.95), Look(0.5) with { Finite = false, Skill = 0 }];
        Judge(farthest: 0.5, Looks(0.50, 0.52, 0.54), after, failed: true).Reason!.ShouldContain("1 of 3 seeds it breaks off");
    }

    [Fact]
    public void A_seed_that_cannot_be_trained_ends_the_claim_with_the_reason()
    {
        Trial[] after = [.. Looks(0.94, 0.95), Look(0.5) with { Finite = false, Skill = 0, Reason = "no memory" }];
        Judge(farthest: 0.5, Looks(0.50, 0.52, 0.54), after, failed: true).Reason!.ShouldContain("cannot be trained: no memory");
    }

    [Theory]
    [InlineData(0.55, true)]
    [InlineData(0.95, false)]
    public void An_original_that_was_given_up_is_trained_to_its_end_before_a_proof_stands_against_it(double end, bool stands)
    {
        Prover prover = Prover(farthest: 0.5, budget: 6, job => !job.Arm.IsControl ? 0.95 : job.Share == 1 ? end : 0.5);
        Proof proof = prover.Prove(s_changed, [0.25], default)!;
        prover.Farthest.Share.ShouldBe(1);
        prover.Farthest.Score.ShouldBe(end);
        proof.Ahead.Mean.ShouldBe(0.95 - end, 1e-9);
        proof.Stands.ShouldBe(stands, proof.Reason);
    }

    [Fact]
    public void Where_the_budget_does_not_reach_for_its_end_the_original_stays_given_up()
    {
        // Six runs to a quarter take all but half a training.
        Prover prover = Prover(farthest: 0.5, budget: 2, job => job.Arm.IsControl ? 0.5 : 0.95);
        prover.Prove(s_changed, [0.25], default)!.Stands.ShouldBeTrue();
        (prover.Farthest.Share, prover.Farthest.Ended).ShouldBe((0.25, false));
    }

    [Fact]
    public void After_all_looks_that_a_repair_may_take_nothing_more_is_judged()
    {
        // Each pair is better by less than the judged samples can show.
        Prover prover = Prover(farthest: 0.5, budget: 100, job => job.Arm.IsControl ? 0.60 : 0.63);
        prover.Prove(s_changed, [0.125, 0.25], default)!.Stands.ShouldBeFalse();
        prover.IsExhausted.ShouldBeFalse();
        prover.Prove(s_changed, [0.5, 1], default)!.Stands.ShouldBeFalse();
        prover.IsExhausted.ShouldBeTrue();
        prover.Prove(s_changed, [1], default).ShouldBeNull();
    }

    private static Trial[] Looks(params double[] scores) => [.. scores.Select(Look)];

    private static Trial Look(double score) => Make.Look("any", 1, 0.125, score);

    private Proof Judge(double farthest, Trial[] before, Trial[] after, bool failed = false) =>
        Prover(farthest, 4, _ => 0).Judge(s_seeds, 0.125, before, after, failed, look: 1);

    /// <summary>What proves against an original that was given up after a quarter of its training.</summary>
    private Prover Prover(double farthest, double budget, Func<TrialJob, double> score)
    {
        JudgedData data = new(s_recipe.Data.Load(), s_recipe);
        RepairOptions options = new() { Budget = budget, LeastTraining = 1 };
        RepairLedger ledger = new(s_recipe, data.Learnt.Count, options);
        TrialRunner runner = new(_folder.Path, s_recipe, data, ledger, options)
        {
            Make = (job, recipe, steps, cancel) => Make.Look(job.Arm.Name, job.Seed, job.Share, score(job), job.Share == 1) with
            {
                Step = steps,
                Samples = ledger.SamplesAt(recipe, steps),
            },
        };
        return new Prover(Arm.Original(s_recipe), Make.Look(Arm.Control, s_recipe.Seed, 0.25, farthest), runner, ledger, options,
            _ => 0.03, (_, _) => 0);
    }
}
