using System.Diagnostics;

namespace Weir.Cli.Tests;

public class PatienceTests
{
    [Fact]
    public void A_command_that_hears_nothing_is_given_up_within_a_second()
    {
        using Leaving leaving = new();
        using ManualResetEventSlim end = new();
        leaving.Ask().ShouldBeTrue();
        Stopwatch watch = Stopwatch.StartNew();
        Should.Throw<OperationCanceledException>(() => Patience.Run(leaving, () =>
        {
            end.Wait();
            return 0;
        }));
        watch.Elapsed.ShouldBeLessThan(TimeSpan.FromSeconds(2));
        leaving.IsAbandoned.ShouldBeTrue();
        end.Set();
    }

    [Fact]
    public void A_command_that_holds_on_is_waited_for()
    {
        using Leaving leaving = new();
        leaving.Ask();
        Patience.Run(leaving, () =>
        {
            using (leaving.Hold())
                Thread.Sleep(1500);
            return 7;
        }).ShouldBe(7);
        leaving.IsAbandoned.ShouldBeFalse();
    }

    [Fact]
    public void What_a_command_tells_after_it_has_held_on_is_waited_for()
    {
        using Leaving leaving = new() { Grace = TimeSpan.FromMilliseconds(400) };
        leaving.Ask();
        Patience.Run(leaving, () =>
        {
            using (leaving.Hold())
                Thread.Sleep(300);
            Thread.Sleep(200);
            return 7;
        }).ShouldBe(7);
        leaving.IsAbandoned.ShouldBeFalse();
    }

    [Fact]
    public void What_a_command_throws_is_thrown()
    {
        using Leaving leaving = new();
        Should.Throw<CommandException>(() => Patience.Run(leaving, () => throw new CommandException("no"))).Message.ShouldBe("no");
    }

    [Fact]
    public void The_second_request_is_told_apart_from_the_first()
    {
        using Leaving leaving = new();
        leaving.Ask().ShouldBeTrue();
        leaving.Ask().ShouldBeFalse();
    }

    [Fact]
    public void A_pipe_that_was_closed_asks_to_stop_and_takes_no_more()
    {
        using Leaving leaving = new();
        using StreamWriter writer = new(new OutputStream(() => new Broken(32, "Broken pipe"), leaving.CloseOutput)) { AutoFlush = true };
        writer.WriteLine("lost");
        writer.WriteLine("lost as well");
        leaving.Token.IsCancellationRequested.ShouldBeTrue();
        leaving.IsOutputClosed.ShouldBeTrue();
        leaving.OutputError.ShouldBeNull();
    }

    [Fact]
    public void An_output_that_cannot_be_written_asks_to_stop_and_says_why()
    {
        using Leaving leaving = new();
        using StreamWriter writer = new(new OutputStream(() => new Broken(28, "No space left on device"), leaving.CloseOutput))
        {
            AutoFlush = true,
        };
        writer.WriteLine("lost");
        leaving.Token.IsCancellationRequested.ShouldBeTrue();
        leaving.OutputError.ShouldBe("No space left on device");
    }

    private sealed class Broken(int number, string message) : MemoryStream
    {
        public override void Write(byte[] buffer, int offset, int count) => throw new IOException(message, number);
    }
}
