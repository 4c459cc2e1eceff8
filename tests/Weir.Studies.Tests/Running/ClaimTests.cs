namespace Weir.Studies.Tests.Running;

public class ClaimTests
{
    [Fact]
    public void Of_many_that_want_a_run_one_gets_it()
    {
        using Folder folder = new();
        for (int round = 0; round < 50; round++)
        {
            int taken = 0;
            Parallel.For(0, 8, _ =>
            {
                if (Claim.Take(folder.Path, $"run{round}", TimeProvider.System) is not null)
                    Interlocked.Increment(ref taken);
            });
            taken.ShouldBe(1);
        }
    }

    [Fact]
    public void A_run_that_was_given_back_can_be_taken_again()
    {
        using Folder folder = new();
        Claim claim = Claim.Take(folder.Path, "run", TimeProvider.System)!;
        Claim.Take(folder.Path, "run", TimeProvider.System).ShouldBeNull();
        claim.Release();
        Directory.EnumerateFiles(folder.Path).ShouldBeEmpty();
        Claim.Take(folder.Path, "run", TimeProvider.System).ShouldNotBeNull();
    }

    [Fact]
    public void The_claim_of_a_process_that_is_gone_is_taken_over_at_once_by_one()
    {
        using Folder folder = new();
        // No process has this number: Linux ends at 4,194,304.
        File.WriteAllText(folder["run.1"], $"4194305 {Environment.MachineName} {DateTimeOffset.UtcNow.ToUnixTimeMilliseconds()}\n");
        int taken = 0;
        Parallel.For(0, 8, _ =>
        {
            if (Claim.Take(folder.Path, "run", TimeProvider.System) is not null)
                Interlocked.Increment(ref taken);
        });
        taken.ShouldBe(1);
    }

    [Fact]
    public void An_owner_on_another_machine_is_trusted_as_long_as_it_is_heard_of()
    {
        using Folder folder = new();
        Clock clock = new();
        File.WriteAllText(folder["run.1"], $"1 elsewhere {clock.Now.ToUnixTimeMilliseconds()}\n");
        clock.Now += Claim.Patience - TimeSpan.FromSeconds(1);
        Claim.Take(folder.Path, "run", clock).ShouldBeNull();
        clock.Now += TimeSpan.FromSeconds(2);
        Claim claim = Claim.Take(folder.Path, "run", clock)!;
        clock.Now += Claim.Patience - TimeSpan.FromSeconds(1);
        claim.Renew(clock);
        clock.Now += TimeSpan.FromSeconds(5);
        Claim.Take(folder.Path, "run", clock).ShouldBeNull();
    }

    /// <summary>A time that is none, or of a clock that is far ahead: the file's own tells how long its owner was silent.</summary>
    [Theory]
    [InlineData("999999999999999999")]
    [InlineData("-62135596800001")]
    [InlineData("9223372036854775807")]
    [InlineData("4102444800000")]
    public void An_owner_whose_clock_is_no_use_is_trusted_by_the_time_of_its_file(string time)
    {
        using Folder folder = new();
        File.WriteAllText(folder["run.1"], $"1 elsewhere {time}\n");
        Claim.Take(folder.Path, "run", TimeProvider.System).ShouldBeNull();
        foreach (TimeSpan away in new[] { -2 * Claim.Patience, TimeSpan.FromDays(1) })
        {
            File.SetLastWriteTimeUtc(folder["run.1"], DateTime.UtcNow + away);
            Claim claim = Claim.Take(folder.Path, "run", TimeProvider.System).ShouldNotBeNull();
            claim.Release();
            File.WriteAllText(folder["run.1"], $"1 elsewhere {time}\n");
        }
    }

    private sealed class Clock : TimeProvider
    {
        public DateTimeOffset Now { get; set; } = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

        public override DateTimeOffset GetUtcNow() => Now;
    }
}
