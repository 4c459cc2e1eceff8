namespace Weir.Repair.Tests.Search;

public class FreshSeedsTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(-7)]
    public void No_fresh_seed_is_one_that_trials_were_chosen_by_and_none_comes_twice(long seed)
    {
        long[] drawn = FreshSeeds.Of(seed, [], 5);
        drawn.Distinct().Count().ShouldBe(5);
        // Those that would have been drawn are taken already.
        long[] others = FreshSeeds.Of(seed, [drawn[0], drawn[3]], 5);
        others.ShouldNotContain(drawn[0]);
        others.ShouldNotContain(drawn[3]);
        others[..3].ShouldBe([drawn[1], drawn[2], drawn[4]]);
    }

    [Fact]
    public void More_seeds_begin_with_the_same_and_another_repair_has_others()
    {
        FreshSeeds.Of(1, [1, 2], 5)[..3].ShouldBe(FreshSeeds.Of(1, [1, 2], 3));
        FreshSeeds.Of(1, [1, 2], 5).Intersect(FreshSeeds.Of(2, [1, 2], 5)).ShouldBeEmpty();
    }
}
