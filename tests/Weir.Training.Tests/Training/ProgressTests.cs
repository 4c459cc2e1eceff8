using Weir.Tensors.Backends;

namespace Weir.Training.Tests;

public sealed class ProgressTests
{
    [Fact]
    public void The_pace_is_that_of_the_steps_and_not_of_the_first_one()
    {
        SteppingClock clock = new(TimeSpan.Zero);
        Progress progress = new(clock, TimeSpan.FromSeconds(1));
        using Trainer trainer = Trainer.Start(Make.Small(), new TrainerOptions { Backend = new ReferenceBackend() });
        clock.Advance(TimeSpan.FromSeconds(10));
        progress.Report(1, 0, trainer.Info, 0.1).Left.ShouldBeNull("the first step tells nothing of the others");
        clock.Advance(TimeSpan.FromSeconds(2));
        StepProgress second = progress.Report(21, 0, trainer.Info, 0.1);
        second.StepsPerSecond.ShouldBe(10, 1e-9);
        second.Left.ShouldBe(TimeSpan.FromSeconds((42 - 21) / 10.0));
        progress.Report(42, 0, trainer.Info, 0.1).Left.ShouldBe(TimeSpan.Zero);
    }

    [Theory]
    [InlineData(0.205, 0.3)]
    [InlineData(0.1, 0)]
    [InlineData(5, 2.1)]
    public void Where_a_recipe_has_minutes_no_more_than_those_are_left(double minutes, double left)
    {
        SteppingClock clock = new(TimeSpan.Zero);
        Progress progress = new(clock, TimeSpan.FromSeconds(1));
        Recipe recipe = Make.Small();
        using Trainer trainer = Trainer.Start(recipe with { Budget = recipe.Budget with { Minutes = minutes } },
            new TrainerOptions { Backend = new ReferenceBackend() });
        clock.Advance(TimeSpan.FromSeconds(10));
        progress.Report(1, 0, trainer.Info, 0.1);
        clock.Advance(TimeSpan.FromSeconds(2));
        progress.Report(21, 0, trainer.Info, 0.1).Left!.Value.TotalSeconds.ShouldBe(left, 1e-6);
    }
}
