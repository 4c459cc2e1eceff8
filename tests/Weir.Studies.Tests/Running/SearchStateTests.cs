namespace Weir.Studies.Tests.Running;

public class SearchStateTests
{
    [Theory]
    // The largest number that trains is found to within the factor.
    [InlineData(0.001, 1000, 3.7, false, 1.5)]
    [InlineData(0.001, 1000, 0.002, false, 1.2)]
    [InlineData(1, 64, 21, true, 1.01)]
    [InlineData(2, 100, 99, true, 1.01)]
    public void Bisection_closes_in_on_the_limit(double from, double to, double limit, bool whole, double within)
    {
        Search search = new() { Name = "number", Path = "batch", From = from, To = to, Whole = whole, Within = within };
        (SearchState state, int trials) = Run(search, number => number <= limit);
        double largest = state.Largest!.Value, failing = state.Failing!.Value;
        largest.ShouldBeLessThanOrEqualTo(limit);
        failing.ShouldBeGreaterThan(limit);
        if (whole)
            (failing - largest).ShouldBe(1);
        else
            (failing / largest).ShouldBeLessThanOrEqualTo(within);
        trials.ShouldBeLessThan(2 * 18);
    }

    [Fact]
    public void A_cell_that_never_or_always_trains_is_told_after_its_ends()
    {
        Search search = new() { Name = "number", Path = "batch", From = 1, To = 100 };
        (SearchState never, int both) = Run(search, _ => false);
        (never.ToString(), both).ShouldBe(("none trains at 1", 4));
        (SearchState always, int top) = Run(search, _ => true);
        // The second seed need not be run: half of the seeds are enough.
        always.ToString().ShouldBe("≥ 100");
        top.ShouldBe(2);
    }

    /// <summary>Above a thousand, whole numbers less than a hundredth apart shared a name, and so a result.</summary>
    [Theory]
    [InlineData(4096, 2000)]
    [InlineData(12345, 12301)]
    public void Large_whole_numbers_have_a_run_each(double to, double limit)
    {
        Search search = new() { Name = "number", Path = "batch", From = 1, To = to, Whole = true, Within = 1.000001 };
        (SearchState state, _) = Run(search, number => number <= limit);
        (state.Largest, state.Failing).ShouldBe((limit, limit + 1));
    }

    /// <summary>A rate of 0.001 is too small to train in the time; the cell's own, 0.1, trains.</summary>
    [Fact]
    public void Where_the_bottom_does_not_train_the_search_goes_up_from_what_the_cell_has_itself()
    {
        Search search = new() { Name = "rate", Path = "optimizer.*.rate", From = 0.001, To = 100 };
        (SearchState state, int trials) = Run(search, number => number is > 0.05 and < 3, own: true);
        state.Largest!.Value.ShouldBeInRange(2, 3);
        (state.Failing!.Value / state.Largest.Value).ShouldBeInRange(1, 1.5);
        // The bottom need not be tried.
        trials.ShouldBe(2 * 6);
        Run(search, number => number is > 0.05 and < 0.11, own: true).State.Largest!.Value.ShouldBeInRange(0.1, 0.11);
        // The cell does not train itself either, or is not between the limits.
        Run(search, _ => false, own: false).State.ToString().ShouldBe("none trains at 0.001");
        Run(search with { To = 0.05 }, number => number > 0.05, own: true).State.ToString().ShouldBe("none trains at 0.001");
        // Before the runs of the table have ended there is no answer.
        Study study = Make.Study(["net"]) with { Seeds = [1, 2], Largest = [search] };
        Cell cell = CellPlan.Of(study).Single();
        Dictionary<string, RunYield> yields = [];
        foreach (PlannedRun run in SearchState.Of(study, cell, search, yields).Wanted)
            yields[run.Name] = Make.Yield(run.Name, "accuracy", null);
        SearchState waiting = SearchState.Of(study, cell, search, yields);
        (waiting.Next, waiting.Wanted.Count).ShouldBe((0.1, 0));
    }

    private static (SearchState State, int Trials) Run(Search search, Func<double, bool> trains, bool own = false)
    {
        Study study = Make.Study(["net"]) with { Seeds = [1, 2], Largest = [search] };
        Cell cell = CellPlan.Of(study).Single();
        Dictionary<string, RunYield> yields = [];
        foreach (PlannedRun run in PlannedRun.Of(study, [cell]))
            yields[run.Name] = Make.Yield(run.Name, "accuracy", 1) with { Trained = own };
        for (int round = 0; ; round++)
        {
            round.ShouldBeLessThan(100);
            SearchState state = SearchState.Of(study, cell, search, yields);
            if (state.Next is null)
                return (state, yields.Count - study.Seeds.Count);
            state.Wanted.ShouldNotBeEmpty();
            foreach (PlannedRun run in state.Wanted)
                yields[run.Name] = Make.Yield(run.Name, "accuracy", 1) with { Trained = trains(run.Trial!.Value.Number) };
        }
    }
}
