using Weir.Training;

namespace Weir.Repair.Tests.Trials;

public sealed class TrialRunnerTests : IDisposable
{
    private readonly Folder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_branch_that_takes_more_memory_than_there_is_has_broken_off_and_the_others_are_made()
    {
        Recipe recipe = Make.Recipe(Make.Healthy);
        Arm vast = Arm.Of(recipe, [Change("vast", each => each with
        {
            Model = [new LinearRecipe { Units = 1 << 30 }, new LinearRecipe { Units = 1 << 30 }, .. each.Model],
        })])!;
        Arm small = Arm.Of(recipe, [Change("small", each => each with { Batch = 16 })])!;
        IReadOnlyList<Trial> looks = Runner(recipe).Run([new TrialJob(vast, 1, 0.125), new TrialJob(small, 1, 0.125)], default);
        looks[0].Finite.ShouldBeFalse();
        looks[0].Ended.ShouldBeTrue();
        looks[0].Samples.ShouldBe(0);
        looks[1].Finite.ShouldBeTrue();
        ((double)looks[1].Samples).ShouldBe(1500, 16);
    }

    private static Proposal Change(string id, Func<Recipe, Recipe> change) => new(new BatchRemedy(), id, id, id, change);

    private TrialRunner Runner(Recipe recipe)
    {
        JudgedData data = new(recipe.Data.Load());
        RepairOptions options = new();
        return new TrialRunner(_folder.Path, recipe, data, new RepairLedger(recipe, data.Learnt.Count, options), options);
    }
}
