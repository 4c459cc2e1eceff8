using System.Text;
using Microsoft.Win32.SafeHandles;
using Spectre.Console;
using Weir.Cli.Rendering;
using Weir.Tensors;

namespace Weir.Cli;

/// <summary>All that a command knows of the world it runs in: where it writes, the clock, the environment, and the wish to stop.</summary>
internal sealed record Terminal
{
    /// <summary>Lines of a page when output goes to a file, where nothing scrolls away.</summary>
    private const int EndlessHeight = 1000;

    /// <summary>Cells of a line when output goes to a file and COLUMNS does not tell otherwise.</summary>
    private const int PageWidth = 100;

    private const int LeastLiveWidth = 40;

    /// <summary>The number of standard output.</summary>
    private const int StandardOutput = 1;

    /// <summary>Where results go.</summary>
    public required IAnsiConsole Out { get; init; }

    /// <summary>Where errors go.</summary>
    public required IAnsiConsole Error { get; init; }

    /// <summary>Whether standard error is a terminal, whose lines are broken between words.</summary>
    public bool FoldsErrors { get; init; }

    /// <summary>Whether a picture can be drawn again in place.</summary>
    public required bool IsLive { get; init; }

    /// <summary>The clock.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>Tells when the program was started, on <see cref="Time"/>.</summary>
    public required Func<DateTimeOffset> Started { get; init; }

    /// <summary>Looks up an environment variable.</summary>
    public Func<string, string?> Variable { get; init; } = Environment.GetEnvironmentVariable;

    /// <summary>How the program is asked to stop.</summary>
    public Leaving Leaving { get; init; } = new();

    /// <summary>Asks to stop.</summary>
    public CancellationToken Cancel => Leaving.Token;

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

    /// <summary>
    /// Writes a message of several lines to standard error: on a terminal each is broken between words, to a file they go as they are.
    /// Where standard error cannot be written either, the exit code alone tells.
    /// </summary>
    /// <param name="message">The message.</param>
    /// <param name="start">What stands before it, marked as wrong.</param>
    public void Complain(string message, string start = "")
    {
        try
        {
            if (FoldsErrors)
            {
                Error.Write(new Picture([.. message.Split('\n')
                    .Select((text, i) => Line.Empty.Add(i == 0 ? start : "", Palette.Bad).AddProse(text))]));
                return;
            }

            Error.Profile.Out.Writer.WriteLine(Printable.Of(start + message));
            Error.Profile.Out.Writer.Flush();
        }
        catch (Exception error) when (DiskError.Is(error))
        {
            // There is nobody left to tell.
        }
    }

    /// <summary>Writes a line of a report: broken between words on a terminal, whole where a program reads it.</summary>
    public void Report(string line)
    {
        if (IsLive)
            Write([Line.Empty.AddProse(line)]);
        else
            Tell(line);
    }

    /// <summary>Writes a line as plain text, whatever its width.</summary>
    public void Tell(string line)
    {
        Out.Profile.Out.Writer.WriteLine(Printable.Of(line));
        Out.Profile.Out.Writer.Flush();
    }

    /// <summary>The terminal of the process.</summary>
    /// <param name="started">When the process was started.</param>
    /// <param name="leaving">How the program is asked to stop.</param>
    public static Terminal OfProcess(Func<DateTimeOffset> started, Leaving leaving)
    {
        Console.OutputEncoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false);
        IAnsiConsole output = Make(Redirected(leaving) ?? Console.Out, Console.IsOutputRedirected);
        IAnsiConsole error = Make(Console.Error, Console.IsErrorRedirected);
        bool live = !Console.IsOutputRedirected && output.Profile.Capabilities.Ansi;
        return new Terminal
        {
            Out = output,
            Error = error,
            IsLive = live,
            FoldsErrors = !Console.IsErrorRedirected,
            Started = started,
            Leaving = leaving
        };
    }

    private static IAnsiConsole Make(TextWriter writer, bool redirected)
    {
        IAnsiConsole console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Out = new AnsiConsoleOutput(writer),
            Ansi = redirected ? AnsiSupport.No : AnsiSupport.Detect,
        });
        // What cannot be drawn on still has its width.
        if (redirected)
            console.Profile.Width = int.TryParse(Environment.GetEnvironmentVariable("COLUMNS"), out int columns) && columns > 0 ? columns
                : PageWidth;
        return console;
    }

    /// <summary>
    /// Standard output where it goes to a program or a file; null for a terminal. The console of .NET does not tell when a program that
    /// read it has closed it.
    /// </summary>
    private static StreamWriter? Redirected(Leaving leaving)
    {
        if (!Console.IsOutputRedirected)
            return null;
        return new StreamWriter(new OutputStream(Open, leaving.CloseOutput),
            new UTF8Encoding(encoderShouldEmitUTF8Identifier: false))
        { AutoFlush = true };
    }

    private static Stream Open()
    {
        if (OperatingSystem.IsWindows())
            return Console.OpenStandardOutput();
        FileStream stream = new(new SafeFileHandle(StandardOutput, ownsHandle: false), FileAccess.Write, bufferSize: 0);
        // A file may be written by others at the same time, each at its end.
        return stream.CanSeek ? Console.OpenStandardOutput() : stream;
    }
}
