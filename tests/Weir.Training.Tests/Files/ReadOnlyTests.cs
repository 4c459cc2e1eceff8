namespace Weir.Training.Tests;

/// <summary>What a run came to can be asked where nothing may be written; it cannot go on there.</summary>
public sealed class ReadOnlyTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(3)]
    public void A_finished_run_tells_its_result(int recipe)
    {
        using SimulatedRun run = SimulatedRun.Of(recipe);
        Deny(run.Whole);
        using Trainer trainer = run.Open(run.Whole);
        TrainingResult result = trainer.Run();
        result.ShouldBe(trainer.Finished.ShouldNotBeNull());
        (result.Status, result.Message, result.Steps, result.Test, result.Restored)
            .ShouldBe((TrainingStatus.Finished, run.Result.Message, run.Result.Steps, run.Result.Test, run.Result.Restored));
    }

    [Fact]
    public void A_run_with_steps_left_is_refused_before_it_goes_on()
    {
        using SimulatedRun run = SimulatedRun.Of(0);
        SimulatedDisk disk = SimulatedRun.Prepare(new SimulatedDisk());
        disk.Before = (number, _, _) =>
        {
            if (number > run.Operations / 2)
                throw new SimulatedDeath();
        };
        run.Go(disk).ShouldBeNull();
        disk.Restart();
        Deny(disk);
        Should.Throw<RunException>(() => run.Open(disk)).Message
            .ShouldBe($"{SimulatedRun.Folder}: the run directory cannot be opened: Permission denied. What was written before is kept");
    }

    [Fact]
    public void A_finished_run_that_another_holds_is_refused()
    {
        using SimulatedRun run = SimulatedRun.Of(0);
        using Trainer other = run.Open(run.Whole);
        Should.Throw<RunException>(() => run.Open(run.Whole)).Message.ShouldContain("the run is being written");
    }

    private static void Deny(SimulatedDisk disk)
    {
        disk.Delete($"{SimulatedRun.Folder}/.lock");
        disk.Before = (_, _, _) => throw new UnauthorizedAccessException("Permission denied.");
    }
}
