using Spectre.Console;

namespace Weir.Cli.Tests;

/// <summary>A terminal that keeps what is written to it.</summary>
internal sealed class TestTerminal : IDisposable
{
    private readonly StringWriter _out = Writer();
    private readonly StringWriter _error = Writer();
    private readonly CancellationTokenSource _stop;

    /// <param name="width">Its columns.</param>
    /// <param name="colour">Whether it shows colours.</param>
    /// <param name="foldsErrors">Whether errors are folded to its width.</param>
    /// <param name="stopAt">A text behind which whoever reads the output stops the command.</param>
    /// <param name="cancel">What stops a command as Ctrl-C does.</param>
    public TestTerminal(int width = 100, bool colour = false, bool foldsErrors = false, string? stopAt = null,
        CancellationToken cancel = default)
    {
        _stop = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        if (stopAt is not null)
            _out = new ReadWriter(text => { if (text.Contains(stopAt, StringComparison.Ordinal)) _stop.Cancel(); }) { NewLine = "\n" };
        Terminal = new Terminal
        {
            Out = Console(_out, width, colour),
            Error = Console(_error, width, colour),
            IsLive = false,
            FoldsErrors = foldsErrors,
            Started = () => DateTimeOffset.UnixEpoch,
            Variable = name => Variables.GetValueOrDefault(name),
            Leaving = new Leaving(_stop.Token) { Grace = TimeSpan.FromMinutes(2) },
        };
    }

    public Terminal Terminal { get; }

    public Dictionary<string, string> Variables { get; } = [];

    public string Output => _out.ToString();

    public string Errors => _error.ToString();

    public int Run(params string[] arguments) => Application.Run(arguments, Terminal);

    public void Dispose()
    {
        _out.Dispose();
        _error.Dispose();
        _stop.Dispose();
    }

    private static StringWriter Writer() => new() { NewLine = "\n" };

    private static IAnsiConsole Console(TextWriter writer, int width, bool colour)
    {
        IAnsiConsole console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Ansi = colour ? AnsiSupport.Yes : AnsiSupport.No,
            ColorSystem = colour ? ColorSystemSupport.TrueColor : ColorSystemSupport.NoColors,
            Interactive = InteractionSupport.No,
            Out = new AnsiConsoleOutput(writer),
        });
        console.Profile.Width = width;
        return console;
    }

    /// <summary>Keeps what is written to it, and tells of it.</summary>
    private sealed class ReadWriter(Action<string> read) : StringWriter
    {
        public override void Write(string? value)
        {
            base.Write(value);
            read(ToString());
        }
    }
}
