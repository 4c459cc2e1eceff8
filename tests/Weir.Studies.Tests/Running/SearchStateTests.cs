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
        // A batch of 0.1 can be no recipe's: below 1 there is nothing to try.
        (SearchState never, int all) = Run(search, _ => false);
        (never.ToString(), all).ShouldBe(("none trains from 1 to 100 (5 tried)", 2 * 5));
        (SearchState always, int top) = Run(search with { Widen = 1 }, _ => true);
        // The second seed need not be run: half of the seeds are enough.
        always.ToString().ShouldBe("≥ 100");
        top.ShouldBe(2);
    }

    /// <summary>It said "none trains at" the bottom, of which nothing was shown.</summary>
    [Theory]
    // The border lies below the bottom, where runs diverge or do not; between the ends, far above a bottom that is too small to train.
    [InlineData(1, 100, 0, 0.3, false, 0.3)]
    [InlineData(1, 100, 0, 0.3, true, 0.3)]
    [InlineData(1, 100, 0, 0.011, true, 0.011)]
    [InlineData(1e-9, 1e3, 0.01, 2, false, 2)]
    [InlineData(1e-9, 1e3, 1e-5, 0.001, false, 0.001)]
    // It lies above the top.
    [InlineData(0.001, 1, 0, 20, false, 20)]
    public void A_search_whose_ends_do_not_hold_the_border_between_them_goes_on_to_where_it_lies(double from, double to, double least,
        double most, bool diverges, double border)
    {
        Search search = new() { Name = "rate", Path = "optimizer.*.rate", From = from, To = to };
        (SearchState state, _) = Run(search, number => number > least && number <= most, diverges: diverges);
        state.Largest!.Value.ShouldBeLessThanOrEqualTo(border);
        state.Failing!.Value.ShouldBeGreaterThan(border);
        (state.Failing.Value / state.Largest.Value).ShouldBeLessThanOrEqualTo(1.5);
    }

    /// <summary>How the bottom fails was told by those seeds that had ended, and these by the number of workers.</summary>
    [Fact]
    public void Whether_the_bottom_diverges_is_asked_when_all_of_its_seeds_have_ended()
    {
        Search search = new() { Name = "rate", Path = "optimizer.*.rate", From = 1, To = 100, Widen = 1 };
        Study study = Make.Study(["net"]) with { Largest = [search], Seeds = [1, 2, 3] };
        Cell cell = CellPlan.Of(study).Single();
        Dictionary<string, RunYield> yields = [];
        foreach (long seed in study.Seeds)
            yields[SearchState.Trial(cell, search, 100, seed).Name] = Make.Yield("", "", null);
        foreach (long seed in study.Seeds.Take(2))
            yields[SearchState.Trial(cell, search, 1, seed).Name] = Make.Yield("", "", null);
        SearchState open = SearchState.Of(study, cell, search, yields);
        (open.Next, open.Wanted.Single().Seed).ShouldBe((1, 3));
    }

    /// <summary>A study that was stopped in a search said that it was complete.</summary>
    [Fact]
    public void A_study_is_complete_when_its_searches_are()
    {
        Search search = new() { Name = "rate", Path = "optimizer.*.rate", From = 1, To = 100 };
        Study study = Make.Study(["net"]) with { Seeds = [1] };
        Make.Results(study, "accuracy", (_, _) => 0.9).IsComplete.ShouldBeTrue();
        Make.Results(study with { Largest = [search] }, "accuracy", (_, _) => 0.9).IsComplete.ShouldBeFalse();
    }

    [Fact]
    public void What_a_search_may_try_first_is_not_all_whole_where_it_need_not_be()
    {
        Search search = new() { Name = "batch", Path = "batch", From = 4, To = 100 };
        SearchState.FirstOf(search).ShouldContain(number => number != Math.Truncate(number));
        SearchState.FirstOf(search with { Whole = true }).ShouldAllBe(number => number == Math.Truncate(number));
    }

    [Fact]
    public void A_search_goes_no_further_than_it_says_and_tells_what_it_tried()
    {
        Search search = new() { Name = "rate", Path = "optimizer.*.rate", From = 1, To = 100 };
        Run(search, _ => false, diverges: true).State.ToString().ShouldBe("none trains from 0.01 to 100 (4 tried)");
        Run(search, _ => false).State.ToString().ShouldBe("none trains from 0.01 to 100 (7 tried)");
        Run(search with { Widen = 1 }, _ => false, diverges: true).State.ToString().ShouldBe("none trains from 1 to 100 (2 tried)");
        Run(search, _ => true).State.ToString().ShouldBe("≥ 1e4");
        Run(search with { Widen = 4 }, _ => true).State.ToString().ShouldBe("≥ 400");
        // A network so deep would take so long; below there is one layer at least.
        Search depth = new() { Name = "depth", Path = "batch", From = 4, To = 64, Whole = true };
        Run(depth, _ => true).State.ToString().ShouldBe("≥ 64");
        Run(depth, _ => false, diverges: true).State.ToString().ShouldBe("none trains from 1 to 64 (3 tried)");
        // A share above 1 can be no recipe's.
        Search share = new() { Name = "momentum", Path = "optimizer.sgd.momentum", From = 0.1, To = 0.9 };
        Run(share, _ => true).State.ToString().ShouldBe("≥ 0.9");
    }

    [Fact]
    public void What_is_left_of_a_search_is_never_told_too_small()
    {
        foreach (double border in (double[])[1e-9, 0.02, 0.5, 3, 70, 500, 1e9])
        {
            Search search = new() { Name = "rate", Path = "optimizer.*.rate", From = 1, To = 100, Within = 1.2 };
            (_, int trials, int[] left) = Course(search, number => number <= border, false, false);
            for (int round = 0; round < left.Length; round++)
                (left[round] + (2 * round)).ShouldBeGreaterThanOrEqualTo(trials, $"{border}, round {round}");
        }
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
        Run(search, _ => false, own: false).State.ToString().ShouldBe("none trains from 1e-5 to 100 (8 tried)");
        Run(search with { To = 0.05 }, number => number > 0.05, own: true).State.ToString().ShouldBe(
            "none trains from 1e-5 to 0.05 (7 tried)");
        // Before the runs of the table have ended there is no answer.
        Study study = Make.Study(["net"]) with { Seeds = [1, 2], Largest = [search] };
        Cell cell = CellPlan.Of(study).Single();
        Dictionary<string, RunYield> yields = [];
        foreach (PlannedRun run in SearchState.Of(study, cell, search, yields).Wanted)
            yields[run.Name] = Make.Yield(run.Name, "accuracy", null);
        SearchState waiting = SearchState.Of(study, cell, search, yields);
        (waiting.Next, waiting.Wanted.Count).ShouldBe((0.1, 0));
    }

    private static (SearchState State, int Trials) Run(Search search, Func<double, bool> trains, bool own = false, bool diverges = false)
    {
        (SearchState state, int trials, _) = Course(search, trains, own, diverges);
        return (state, trials);
    }

    private static (SearchState State, int Trials, int[] Left) Course(Search search, Func<double, bool> trains, bool own, bool diverges)
    {
        List<int> left = [];
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
                return (state, yields.Count - study.Seeds.Count, [.. left]);
            left.Add(state.MostLeft);
            state.Wanted.ShouldNotBeEmpty();
            foreach (PlannedRun run in state.Wanted)
            {
                bool does = trains(run.Trial!.Value.Number);
                yields[run.Name] = Make.Yield(run.Name, "accuracy", does || !diverges ? 1 : null) with { Trained = does };
            }
        }
    }
}
