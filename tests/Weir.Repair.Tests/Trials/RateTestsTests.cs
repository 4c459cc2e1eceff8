using Weir.Training;

namespace Weir.Repair.Tests.Trials;

public class RateTestsTests
{
    [Fact]
    public void A_recipe_is_tested_once_and_only_where_the_budget_reaches_beside_what_is_to_be_left()
    {
        Recipe recipe = Make.Recipe(Make.Healthy);
        JudgedData data = new(recipe.Data.Load(), recipe);
        RepairLedger ledger = new(recipe, data.Learnt.Count, new RepairOptions { Budget = 2 });
        RateTests tests = new(data, ledger);
        double cost = ledger.CostOf(70 * 32);
        tests.Of(recipe, keep: 2 - (0.9 * cost)).ShouldBeNull();
        ledger.Spent.ShouldBe(0);
        RateRangeResult rates = tests.Of(recipe, keep: 2 - (1.1 * cost)).ShouldNotBeNull();
        ledger.Seen.ShouldBe(rates.Points.Count * 32);
        tests.Of(recipe, keep: 2).ShouldBeSameAs(rates);
        ledger.Seen.ShouldBe(rates.Points.Count * 32);
    }

    [Fact]
    public void A_test_with_large_batches_makes_fewer_steps()
    {
        Recipe recipe = Make.Recipe(Make.Healthy) with { Batch = 400 };
        JudgedData data = new(recipe.Data.Load(), recipe);
        RateTests tests = new(data, new RepairLedger(recipe, data.Learnt.Count, new RepairOptions()));
        // 16,384 samples at most.
        tests.Of(recipe)!.Points.Count.ShouldBeLessThanOrEqualTo(40);
    }
}
