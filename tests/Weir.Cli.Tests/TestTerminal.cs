using Spectre.Console;

namespace Weir.Cli.Tests;

/// <summary>A terminal that keeps what is written to it.</summary>
internal sealed class TestTerminal : IDisposable
{
    private readonly StringWriter _out = Writer();
    private readonly StringWriter _error = Writer();

    public TestTerminal(int width = 100, bool colour = false, bool foldsErrors = false, CancellationToken cancel = default) =>
        Terminal = new Terminal
        {
            Out = Console(_out, width, colour),
            Error = Console(_error, width, colour),
            IsLive = false,
            FoldsErrors = foldsErrors,
            Started = () => DateTimeOffset.UnixEpoch,
            Variable = name => Variables.GetValueOrDefault(name),
            Leaving = new Leaving(cancel) { Grace = TimeSpan.FromMinutes(2) },
        };

    public Terminal Terminal { get; }

    public Dictionary<string, string> Variables { get; } = [];

    public string Output => _out.ToString();

    public string Errors => _error.ToString();

    public int Run(params string[] arguments) => Application.Run(arguments, Terminal);

    public void Dispose()
    {
        _out.Dispose();
        _error.Dispose();
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
}
