namespace Weir.Pages.Tests.Exports;

/// <summary>What becomes of a run whose events cannot be written.</summary>
public sealed class TensorBoardLogTests
{
    [LinuxFact]
    public void A_full_disk_costs_the_events_and_not_the_run()
    {
        using Folder folder = new();
        DateTimeOffset began = new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);
        using TensorBoardLog log = new(folder["live"], new Clock(began))
        {
            Create = _ => new FileStream("/dev/full", FileMode.Open, FileAccess.Write),
        };
        string run = Make.Train(folder["runs"], Make.Vanishing, observer: log);
        log.Trouble.ShouldNotBeNull().ShouldStartWith($"{log.Path}: the events could not be written to their end: No space left on device");
        log.Dispose();
        Training.RunDirectory.ReadRecord(run)!.Status.ShouldBe("finished");
    }

    private sealed class Clock(DateTimeOffset now) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => now;
    }
}
