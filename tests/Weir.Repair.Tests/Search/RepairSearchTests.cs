using Weir.Training;

namespace Weir.Repair.Tests.Search;

public sealed class RepairSearchTests : IDisposable
{
    private readonly Folder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_pair_is_told_as_unpruned_where_the_budget_does_not_reach_for_each_of_its_changes_alone(bool spent)
    {
        (RepairSearch search, _) = Search(budget: 20, [0.125, 0.25, 0.5, 1], (ledger, job, _) =>
        {
            if (spent && job.Share == 0.25)
                ledger.Book(8 * ledger.Training);
            // Either change does as well by itself, which shows late alone.
            return job.Share < 0.25 ? (job.Arm.Proposals.Count > 1 ? 0.7 : 0.55) : 0.99;
        }, Batch(), Rate(new RateRemedy()));
        Arm arm = search.Candidates().First();
        arm.Proposals.Count.ShouldBe(spent ? 2 : 1);
        search.IsUnpruned(arm).ShouldBe(spent);
    }

    [Fact]
    public void Where_the_budget_reaches_for_no_second_seed_the_best_is_proved_without()
    {
        // A trial of an eighth, and what is kept for a proof.
        (RepairSearch search, TrialRunner runner) = Search(budget: 1.2, [0.25, 1], (ledger, job, _) =>
        {
            ledger.Book((long)(job.Share * ledger.Training));
            return 0.9;
        }, Batch());
        search.Candidates().Select(arm => arm.Name).ShouldBe(["batch-16"]);
        runner.All.Select(trial => (trial.Branch, trial.Seed)).ShouldBe([("batch-16", Make.Recipe(Make.HighRate).Seed)]);
    }

    [Fact]
    public void A_rate_that_helps_is_followed_to_the_best_beside_it()
    {
        // The nearer to 0.1, the better: half a decade away costs a tenth.
        (RepairSearch search, TrialRunner runner) = Search(budget: 50, [0.125, 0.25, 0.5, 1], (_, _, made) =>
            0.98 - (0.2 * Math.Abs(Math.Log10(made.Optimizer.Settings.Rate / 0.1))), Rate(RemedyList.Find("rate")!));
        search.Candidates().First().Name.ShouldBe("rate-0.1");
        runner.All.Select(trial => trial.Branch).Distinct()
            .ShouldBe(["rate-0.003", "rate-0.01", "rate-0.03", "rate-0.1", "rate-0.3", "rate-1"], ignoreOrder: true);
    }

    [Fact]
    public void The_best_few_are_told_apart_by_more_seeds()
    {
        // By the first two seeds it looks better than it is.
        (RepairSearch search, TrialRunner runner) = Search(budget: 50, [1], (_, job, _) => job.Arm.Name == "batch-16"
            ? (job.Seed <= Make.Recipe(Make.HighRate).Seed + 1 ? 0.99 : 0.7) : job.Arm.Name == "batch-64" ? 0.985 : 0.5, Batch(),
            Make.Change("batch-64", each => each with { Batch = 64 }));
        search.Candidates().First().Name.ShouldBe("batch-64");
        runner.All.Where(trial => trial.Branch == "batch-16").Select(trial => trial.Seed)
            .ShouldBe(RepairSearch.SeedsOf(Make.Recipe(Make.HighRate)));
    }

    [Theory]
    [InlineData(0.09, 0.05, -0.09, 0.06, -0.06, "batch-16")]
    [InlineData(0.05, 0.04, 0.05, 0.06, 0.05, "rate-0.01_batch-16")]
    public void What_is_better_by_much_less_than_seeds_differ_is_no_reason_for_a_change_more(double a, double b, double c, double d,
        double e, string chosen)
    {
        double[] ahead = [a, b, c, d, e];
        long first = Make.Recipe(Make.HighRate).Seed;
        (RepairSearch search, _) = Search(budget: 50, [1], (_, job, _) => job.Arm.Name switch
        {
            "batch-16" => 0.9,
            "rate-0.01_batch-16" => 0.9 + ahead[job.Seed - first],
            _ => 0.6,
        }, Batch(), Rate(new RateRemedy()));
        search.Candidates().First().Name.ShouldBe(chosen);
    }

    [Fact]
    public void Nothing_better_for_eight_rounds_ends_the_search_and_a_longer_training_is_tried_at_the_end_alone()
    {
        Proposal longer = new BudgetRemedy().Propose(Make.Case(Make.HighRate)).First();
        Proposal[] changes = [.. RemedyList.All.Where(remedy => remedy is not BudgetRemedy).Select((remedy, i) =>
            new Proposal(remedy, $"seed-{i}", "", "", each => each with { Seed = (100 * each.Seed) + i }))];
        (RepairSearch search, TrialRunner runner) = Search(budget: 10_000, [1], (_, _, _) => 0.9, [longer, .. changes]);
        search.Candidates().First().ShouldNotBeNull();
        // Five at first, and four in each of the rounds up to the eighth.
        runner.All.Select(trial => trial.Branch).Distinct().Count(branch => !branch.Contains(longer.Id, StringComparison.Ordinal))
            .ShouldBeInRange(5 + (7 * 4), 5 + (9 * 4));
        runner.All.Where(trial => trial.Branch.Contains(longer.Id, StringComparison.Ordinal) && trial.Branch != longer.Id)
            .ShouldAllBe(trial => trial.Share > 1);
    }

    private static Proposal Batch() => Make.Change("batch-16", each => each with { Batch = 16 });

    private static Proposal Rate(Remedy remedy) => new(remedy, "rate-0.01", "rate 0.01", "why", each => RateRemedy.With(each, 0.01));

    /// <summary>A search for what mends a rate that is too high, among some changes, with trials that nothing is trained for.</summary>
    private (RepairSearch Search, TrialRunner Runner) Search(double budget, double[] shares,
        Func<RepairLedger, TrialJob, Recipe, double> score, params Proposal[] changes)
    {
        RepairCase about = Make.Case(Make.HighRate);
        Recipe recipe = about.Recipe;
        JudgedData data = new(recipe.Data.Load(), recipe);
        RepairOptions options = new() { Budget = budget, LeastTraining = 1 };
        RepairLedger ledger = new(recipe, data.Learnt.Count, options);
        TrialRunner runner = new(_folder.Path, recipe, data, ledger, options)
        {
            Make = (job, made, steps, cancel) => Make.Look(job.Arm.Name, job.Seed, job.Share, score(ledger, job, made)) with
            {
                Step = steps,
                Samples = ledger.SamplesAt(made, steps),
            },
        };
        RankedProposal[] order = [.. changes.Select((change, place) => new RankedProposal(change, 1 - (0.1 * place), null))];
        return (new RepairSearch(about, order, runner, ledger, data, new RateTests(data, ledger), options, shares,
            Make.Look(Arm.Control, recipe.Seed, 1, 0.5, ended: true), _ => { }, default), runner);
    }
}
