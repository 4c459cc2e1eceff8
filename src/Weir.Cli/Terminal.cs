using System.Text;
using Spectre.Console;
using Weir.Cli.Rendering;

namespace Weir.Cli;

/// <summary>All that a command knows of the world it runs in: where it writes, the clock, the environment, and the wish to stop.</summary>
internal sealed record Terminal
{
    /// <summary>Lines of a page when output goes to a file, where nothing scrolls away.</summary>
    private const int EndlessHeight = 1000;

    /// <summary>Cells of a line when output goes to a file and COLUMNS does not tell otherwise.</summary>
    private const int PageWidth = 100;

    private const int LeastLiveWidth = 40;

    /// <summary>Where results go.</summary>
    public required IAnsiConsole Out { get; init; }

    /// <summary>Where errors go.</summary>
    public required IAnsiConsole Error { get; init; }

    /// <summary>Whether a picture can be drawn again in place.</summary>
    public required bool IsLive { get; init; }

    /// <summary>The clock.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>Tells when the program was started, on <see cref="Time"/>.</summary>
    public required Func<DateTimeOffset> Started { get; init; }

    /// <summary>Looks up an environment variable.</summary>
    public Func<string, string?> Variable { get; init; } = Environment.GetEnvironmentVariable;

    /// <summary>Asks to stop.</summary>
    public CancellationToken Cancel { get; init; }

    /// <summary>Cells of a line. The last one stays free: some terminals break the line there.</summary>
    public int Width => IsLive ? Math.Max(20, Out.Profile.Width - 1) : Out.Profile.Width;

    /// <summary>Lines that a live picture may take.</summary>
    public int Height => IsLive ? Math.Max(6, Out.Profile.Height - 1) : EndlessHeight;

    /// <summary>Whether a live view is wanted and possible.</summary>
    /// <param name="plain">Whether plain lines were asked for.</param>
    public bool ShowsLive(bool plain) => IsLive && !plain && Out.Profile.Width >= LeastLiveWidth;

    /// <summary>Whether pictures may rest on colours alone: there are enough of them, and they are not lost on the way to a file.</summary>
    public bool ShowsColours => Out.Profile.Capabilities.Ansi && Out.Profile.Capabilities.ColorSystem > ColorSystem.Standard;

    /// <summary>Writes lines as they are.</summary>
    public void Write(IReadOnlyList<Line> lines)
    {
        if (lines.Count > 0)
            Out.Write(new Picture(lines));
    }

    /// <summary>Writes text, broken between words.</summary>
    public void Say(string text) => Write(Items.Wrap(text, Width));

    /// <summary>Writes a line as plain text, whatever its width.</summary>
    public void Tell(string line)
    {
        Out.Profile.Out.Writer.WriteLine(line);
        Out.Profile.Out.Writer.Flush();
    }

    /// <summary>The terminal of the process.</summary>
    /// <param name="started">When the process was started.</param>
    /// <param name="cancel">Asks to stop.</param>
    public static Terminal OfProcess(Func<DateTimeOffset> started, CancellationToken cancel)
    {
        Console.OutputEncoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false);
        IAnsiConsole output = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(Console.Out), Ansi = Console.IsOutputRedirected ? AnsiSupport.No : AnsiSupport.Detect });
        IAnsiConsole error = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(Console.Error), Ansi = Console.IsErrorRedirected ? AnsiSupport.No : AnsiSupport.Detect });
        bool live = !Console.IsOutputRedirected && output.Profile.Capabilities.Ansi;
        // A terminal that cannot be drawn on still has its width.
        if (Console.IsOutputRedirected)
            output.Profile.Width = int.TryParse(Environment.GetEnvironmentVariable("COLUMNS"), out int columns) && columns > 0 ? columns : PageWidth;
        return new Terminal { Out = output, Error = error, IsLive = live, Started = started, Cancel = cancel };
    }
}
