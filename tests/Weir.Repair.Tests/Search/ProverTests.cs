using Weir.Training;

namespace Weir.Repair.Tests.Search;

public sealed class ProverTests : IDisposable
{
    private static readonly long[] s_seeds = [11, 12, 13];
    private static readonly Recipe s_recipe = Make.Recipe(Make.Healthy);
    private static readonly Arm s_changed = Arm.Of(s_recipe, [Make.Change("batch-16", each => each with { Batch = 16 })])!;

    private readonly Folder _folder = new();
    private int _provers;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Three_equal_differences_are_no_proof_of_more_than_the_judged_samples_can_show()
    {
        // Which of the hundred samples are told right differs: t(0.98; 49) = 2.109873 times the error of their difference.
        Proof proof = Judge(farthest: 0.6, Looks(0.60, 0.60, 0.60), Looks(0.66, 0.66, 0.66));
        proof.Difference.Mean.ShouldBe(0.06, 1e-9);
        proof.Difference.Low.ShouldBe(0.06 - (2.109873 * Error([0.66], [0.60])), 1e-5);
        proof.Stands.ShouldBeFalse();
        proof.Reason!.ShouldContain("may be none");
    }

    [Fact]
    public void What_is_better_on_each_seed_by_more_than_both_errors_is_proved()
    {
        Proof proof = Judge(farthest: 0.65, Looks(0.60, 0.62, 0.64), Looks(0.94, 0.95, 0.96));
        proof.Stands.ShouldBeTrue(proof.Reason);
        proof.Level.ShouldBe(0.96);
        // They spread by 0.01 from seed to seed, and each seed's network errs on other samples.
        double seeds = 4.848732 * 0.01 / Math.Sqrt(3), samples = 2.109873 * Error([0.94, 0.95, 0.96], [0.60, 0.62, 0.64]);
        proof.Difference.Low.ShouldBe(0.33 - Math.Sqrt((seeds * seeds) + (samples * samples)), 1e-5);
        proof.Ahead.Mean.ShouldBe(0.30, 1e-9);
    }

    [Fact]
    public void Branches_that_err_on_the_same_samples_are_told_apart_where_their_scores_alone_would_not()
    {
        // Six more right of a hundred, and none of the others wrong.
        Trial before = Look(0.85), after = Look(0.91) with { ScoreParts = Raised(before.ScoreParts!, 0.06) };
        Proof proof = Judge(farthest: 0.85, [before, before, before], [after, after, after], farthestParts: before.ScoreParts);
        proof.Difference.Low.ShouldBeGreaterThan(0);
        proof.Stands.ShouldBeTrue(proof.Reason);
        Judge(farthest: 0.85, Looks(0.85, 0.85, 0.85), Looks(0.91, 0.91, 0.91)).Difference.Low.ShouldBeLessThan(0);
    }

    [Fact]
    public void The_best_of_many_on_the_judged_samples_has_to_be_better_by_more()
    {
        Proof one = Prover(0.6, 4, _ => 0).Judge(s_seeds, 0.125, Looks(0.6, 0.6, 0.6), Looks(0.8, 0.8, 0.8), false, look: 1);
        Proof best = Prover(0.6, 4, _ => 0, chosenFrom: 20)
            .Judge(s_seeds, 0.125, Looks(0.6, 0.6, 0.6), Looks(0.8, 0.8, 0.8), false, look: 1);
        one.Difference.Low.ShouldBe(0.2 - (2.109873 * Error([0.8], [0.6])), 1e-5);
        // t(0.999; 49) = 3.265079: an error of 0.02 / 20.
        best.Difference.Low.ShouldBe(0.2 - (3.265079 * Error([0.8], [0.6])), 1e-5);
    }

    [Fact]
    public void A_proof_begins_where_trials_have_shown_nearly_the_most_that_they_showed()
    {
        static double Promised(Arm arm, double share) => share switch { 0.125 => 0.4, 0.25 => 0.85, 0.5 => 0.9, _ => 0 };
        Prover prover = Prover(farthest: 0.5, budget: 100, job => job.Arm.IsControl ? 0.5 : 0.95, Promised);
        prover.Prove(s_changed, [0.125, 0.25, 0.5, 1], default)!.Share.ShouldBe(0.25);
        // Where that cannot be afforded, as far as it goes: six runs to an eighth, beside the rest of the original.
        prover = Prover(farthest: 0.5, budget: 1.8, job => job.Arm.IsControl ? 0.5 : 0.95, Promised);
        prover.Prove(s_changed, [0.125, 0.25, 0.5, 1], default)!.Share.ShouldBe(0.125);
    }

    [Fact]
    public void Seeds_that_differ_call_for_more_of_them_and_samples_that_are_few_for_longer_runs()
    {
        int made = 0;
        // All ahead, by unlike much: five pairs are enough.
        Prover prover = Prover(farthest: 0.5, budget: 5, job => job.Arm.IsControl ? 0.5 : made++ % 3 == 0 ? 0.7 : 0.92);
        Proof proof = prover.Prove(s_changed, [0.125, 0.25], default)!;
        (proof.Seeds.Count, proof.Share).ShouldBe((5, 0.125));
        // All ahead by as little: no number of seeds tells it from none.
        prover = Prover(farthest: 0.5, budget: 4, job => job.Arm.IsControl ? 0.5 : job.Share > 0.2 ? 0.95 : 0.53);
        proof = prover.Prove(s_changed, [0.125, 0.25], default)!;
        (proof.Seeds.Count, proof.Share).ShouldBe((3, 0.25));
        proof.Stands.ShouldBeTrue(proof.Reason);
    }

    [Fact]
    public void A_proof_begins_with_five_pairs_for_half_of_what_is_left_and_with_up_to_nine_for_a_third()
    {
        // Ten runs to an eighth, and the training of the original to its end, take two and a quarter; eighteen three and a quarter.
        foreach ((double budget, int seeds) in new[] { (30, 9), (9.8, 9), (5, 5), (4.4, 3) })
        {
            Prover prover = Prover(farthest: 0.5, budget, job => job.Arm.IsControl ? 0.5 : 0.95);
            prover.Prove(s_changed, [0.125], default)!.Seeds.Count.ShouldBe(seeds);
        }
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
    public void How_far_below_the_trivial_predictor_the_original_goes_astray_is_nothing_to_be_better_than()
    {
        // Always the same answer is right in half of the cases: a network that is right in a fifth is worth as much.
        Proof astray = Judge(farthest: 0.3, Looks(0.20, 0.48, 0.50), Looks(0.94, 0.95, 0.96));
        Proof trivial = Judge(farthest: 0.5, Looks(0.50, 0.50, 0.50), Looks(0.94, 0.95, 0.96));
        astray.Difference.Mean.ShouldBe(trivial.Difference.Mean, 0.02);
        astray.Difference.Low.ShouldBe(trivial.Difference.Low, 0.05);
        astray.Stands.ShouldBeTrue(astray.Reason);
        astray.Before.ShouldBe([0.20, 0.48, 0.50]);
    }

    [Fact]
    public void Who_gets_fewer_right_of_all_samples_together_is_not_better()
    {
        Trial[] before = [.. Looks(0.50, 0.52, 0.54).Select(look => look with { Accuracy = 0.9 })];
        Proof proof = Judge(farthest: 0.5, before, [.. Looks(0.94, 0.95, 0.96).Select(look => look with { Accuracy = 0.89 })]);
        proof.Stands.ShouldBeFalse();
        proof.Reason.ShouldBe("of all samples together it gets fewer right than the original");
    }

    [Fact]
    public void What_learns_and_loses_it_again_is_no_repair()
    {
        Prover prover = Prover(farthest: 0.5, budget: 6, job => job.Arm.IsControl || job.Share == 1 ? 0.5 : 0.95);
        Proof proof = prover.Prove(s_changed, [0.25, 1], default)!;
        proof.Stands.ShouldBeFalse();
        proof.Reason!.ShouldStartWith("what it learns it loses again: skill ");
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
    public void Where_the_budget_does_not_reach_for_the_end_of_an_original_that_was_given_up_nothing_is_claimed()
    {
        // Six runs to a quarter and the training of the original take two and a half.
        Prover(farthest: 0.5, budget: 2.6, job => job.Arm.IsControl ? 0.5 : 0.95).Prove(s_changed, [0.25], default)!.Stands.ShouldBeTrue();
        Prover(farthest: 0.5, budget: 2.4, job => job.Arm.IsControl ? 0.5 : 0.95).Prove(s_changed, [0.25], default).ShouldBeNull();
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

    private Proof Judge(double farthest, Trial[] before, Trial[] after, bool failed = false, IReadOnlyList<double>? farthestParts = null) =>
        Prover(farthest, 4, _ => 0, farthestParts: farthestParts).Judge(s_seeds, 0.125, before, after, failed, look: 1);

    /// <summary>The standard error of the difference of networks on the hundred samples, each the mean of some seeds.</summary>
    private static double Error(double[] after, double[] before)
    {
        double[] differences = [.. Enumerable.Range(0, 50).Select(i => after.Average(score => Make.Parts(score)[i])
            - before.Average(score => Make.Parts(score)[i]))];
        double mean = differences.Average();
        return Math.Sqrt((differences.Sum(each => Math.Pow(each - mean, 2)) / 49 / 50) + (1.0 / (102 * 102)));
    }

    private static double[] Raised(IReadOnlyList<double> parts, double by)
    {
        double[] raised = [.. parts];
        double left = by * raised.Length;
        for (int i = 0; i < raised.Length && left > 1e-9; i++)
        {
            double more = Math.Min(left, Math.Min(0.5, 1 - raised[i]));
            (raised[i], left) = (raised[i] + more, left - more);
        }

        return raised;
    }

    /// <summary>What proves against an original that was given up after a quarter of its training.</summary>
    private Prover Prover(double farthest, double budget, Func<TrialJob, double> score, Func<Arm, double, double>? promised = null,
        IReadOnlyList<double>? farthestParts = null, int chosenFrom = 1)
    {
        JudgedData data = new(s_recipe.Data.Load(), s_recipe);
        RepairOptions options = new() { Budget = budget, LeastTraining = 1 };
        RepairLedger ledger = new(s_recipe, data.Learnt.Count, options);
        TrialRunner runner = new(_folder[$"{_provers++}"], s_recipe, data, ledger, options)
        {
            Make = (job, recipe, steps, cancel) => Make.Look(job.Arm.Name, job.Seed, job.Share, score(job), job.Share == 1) with
            {
                Step = steps,
                Samples = ledger.SamplesAt(recipe, steps),
            },
        };
        Trial control = Make.Look(Arm.Control, s_recipe.Seed, 0.25, farthest);
        return new Prover(Arm.Original(s_recipe), farthestParts is null ? control : control with { ScoreParts = farthestParts }, runner,
            ledger, options, _ => 0.03, promised ?? ((_, _) => 0), () => chosenFrom);
    }
}
