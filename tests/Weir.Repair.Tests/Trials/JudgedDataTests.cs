using Weir.Data;
using Weir.Tensors;
using Weir.Training;

namespace Weir.Repair.Tests.Trials;

public class JudgedDataTests
{
    [Fact]
    public void A_recipe_that_chooses_by_the_validation_part_is_judged_by_the_half_that_is_kept_from_it()
    {
        Recipe plain = Make.Recipe(Make.Healthy), stops = plain with { EarlyStopping = new EarlyStoppingRecipe() };
        JudgedData data = new(new DataSplit(Numbers(0, 50), Numbers(50, 40)));
        data.Judging(plain).Count.ShouldBe(40);
        data.Of(plain).Validation!.Count.ShouldBe(40);
        float[] chosenBy = data.Of(stops).Validation!.Inputs, judgedBy = data.Judging(stops).Inputs;
        chosenBy.Intersect(judgedBy).ShouldBeEmpty();
        chosenBy.Concat(judgedBy).Order().ShouldBe(Enumerable.Range(50, 40).Select(i => (float)i));
    }

    [Fact]
    public void Who_stops_by_the_training_loss_chooses_nothing_and_who_waits_for_a_plateau_does()
    {
        Recipe plain = Make.Recipe(Make.Healthy);
        JudgedData.Selects(plain with { EarlyStopping = new EarlyStoppingRecipe { Monitor = Weir.Training.Monitor.TrainingLoss } })
            .ShouldBeFalse();
        JudgedData.Selects(plain with { Schedule = new PlateauScheduleRecipe() }).ShouldBeTrue();
    }

    [Fact]
    public void Without_a_validation_part_a_fifth_is_held_out_and_not_learnt_from()
    {
        JudgedData data = new(new DataSplit(Numbers(0, 50)));
        data.IsHeldOut.ShouldBeTrue();
        data.Learnt.Count.ShouldBe(40);
        Dataset judged = data.Judging(Make.Recipe(Make.Healthy));
        judged.Count.ShouldBe(10);
        judged.Inputs.Intersect(data.Learnt.Inputs).ShouldBeEmpty();
    }

    private static Dataset Numbers(int first, int count) => new("numbers", new Shape(1),
        [.. Enumerable.Range(first, count).Select(i => (float)i)], new ClassTargets([.. Enumerable.Range(0, count).Select(i => i % 2)], 2));
}
