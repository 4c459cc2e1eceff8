namespace Weir.Studies.Tests.Running;

public class StudyEstimateTests
{
    /// <summary>By a clock that counts how often it is looked at, which no load of the machine moves.</summary>
    [Fact]
    public void A_run_is_estimated_with_all_that_is_measured_and_written_of_it()
    {
        using Folder folder = new();
        Study study = StudyReader.Parse(
            Make.Small.Replace("epochs: 3", "epochs: 3\n    checkpoints: {every-steps: 1}", StringComparison.Ordinal));
        StudyEstimate estimate = StudyEstimate.Of(study, new StudyOptions { Time = new Counting(), Workers = 1 });
        estimate.Runs.ShouldBe(12);
        estimate.Cells.Select(cell => cell.Steps).ShouldAllBe(steps => steps == 30);

        Counting clock = new();
        StudyRunner.Run(study, new StudyOptions { RunsDirectory = folder.Path, Time = clock, Workers = 1 }).IsComplete.ShouldBeTrue();
        (estimate.Total / clock.Elapsed).ShouldBeInRange(0.6, 1.2);
    }

    [Fact]
    public void A_long_run_is_reckoned_from_its_beginning()
    {
        // 1000 steps were made in 4 seconds: one was the start, two the steps, half a one the evaluations of 5 epochs, and the other half
        // went into 100 samples.
        TimeSpan whole = new StepTime(0.002, 0.1).Whole(1000, TimeSpan.FromSeconds(4), TimeSpan.FromSeconds(1), steps: 10_000,
            stepsPerEpoch: 200, new Training.FlowRecipe { Every = 10 });
        whole.TotalSeconds.ShouldBe(20 + 5 + 1 + 5, 0.01);
    }

    private sealed class Counting : TimeProvider
    {
        private long _looks;

        public TimeSpan Elapsed => TimeSpan.FromMilliseconds(_looks);

        public override long GetTimestamp() => Interlocked.Increment(ref _looks) * TimestampFrequency / 1000;
    }
}
