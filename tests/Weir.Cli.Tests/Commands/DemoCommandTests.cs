using Weir.Cli.Commands;

namespace Weir.Cli.Tests.Commands;

public class DemoCommandTests
{
    [Fact]
    public void The_demo_tells_the_whole_story()
    {
        using TestTerminal terminal = new();
        terminal.Run("demo", "--epochs", "4", "--plain").ShouldBe(0, terminal.Errors);
        string[] parts = ["1  before the first step", "WEIR101", "2  the flow dies", "attenuation −", "3  what is wrong", "evidence",
            "4  what mends it, tried out", "✓ ", "5  the proof", "demo · repaired", "trivial predictor", "next", "first trained step"];
        int at = 0;
        foreach (string part in parts)
        {
            int next = terminal.Output.IndexOf(part, at, StringComparison.Ordinal);
            next.ShouldBeGreaterThanOrEqualTo(at, $"'{part}' is missing in {terminal.Output}");
            at = next;
        }
    }

    [Fact]
    public void A_demo_that_is_stopped_says_so()
    {
        using CancellationTokenSource stop = new();
        stop.Cancel();
        using TestTerminal terminal = new(cancel: stop.Token);
        terminal.Run("demo", "--plain").ShouldBe(130);
        terminal.Output.ShouldContain("stopped; nothing is kept");
    }

    [Fact]
    public void What_the_demo_writes_is_gone_with_it()
    {
        string path;
        using (DemoFolder folder = new())
        {
            path = folder.Path;
            File.WriteAllText(Path.Combine(path, "a"), "a");
        }

        Directory.Exists(path).ShouldBeFalse();
    }
}
