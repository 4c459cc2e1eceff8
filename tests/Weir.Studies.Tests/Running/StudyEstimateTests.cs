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

    /// <summary>By a clock on which a step takes seconds: a hundred of them were made of each cell, and it took minutes.</summary>
    [Fact]
    public void Of_long_steps_few_are_made()
    {
        using Folder folder = new();
        Study study = StudyReader.Parse(Make.Small);
        Counting trial = new(0.5), clock = new(0.5);
        StudyEstimate.Of(study, new StudyOptions { Time = trial, Workers = 1 }).Runs.ShouldBe(12);
        StudyRunner.Run(study, new StudyOptions { RunsDirectory = folder.Path, Time = clock, Workers = 1 }).IsComplete.ShouldBeTrue();
        trial.Elapsed.ShouldBeLessThan(clock.Elapsed / 4);
    }

    /// <summary>A clock that goes on by so much whenever it is looked at; its timers go by it.</summary>
    private sealed class Counting(double seconds = 0.001) : TimeProvider
    {
        private readonly Lock _gate = new();
        private readonly List<Due> _timers = [];
        private long _looks;

        public TimeSpan Elapsed => TimeSpan.FromSeconds(_looks * seconds);

        public override long GetTimestamp()
        {
            long looks = Interlocked.Increment(ref _looks);
            Due[] due;
            lock (_gate)
                due = [.. _timers.Where(timer => Elapsed >= timer.At)];
            foreach (Due timer in due)
            {
                timer.At = TimeSpan.MaxValue;
                timer.Call();
            }

            return (long)(looks * TimestampFrequency * seconds);
        }

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            Due timer = new(this, () => callback(state));
            lock (_gate)
                _timers.Add(timer);
            timer.Change(dueTime, period);
            return timer;
        }

        private sealed class Due(Counting clock, Action call) : ITimer
        {
            public Action Call { get; } = call;

            public TimeSpan At { get; set; } = TimeSpan.MaxValue;

            public bool Change(TimeSpan dueTime, TimeSpan period)
            {
                At = dueTime < TimeSpan.Zero ? TimeSpan.MaxValue : clock.Elapsed + dueTime;
                return true;
            }

            public void Dispose()
            {
                lock (clock._gate)
                    clock._timers.Remove(this);
            }

            public ValueTask DisposeAsync()
            {
                Dispose();
                return ValueTask.CompletedTask;
            }
        }
    }
}
