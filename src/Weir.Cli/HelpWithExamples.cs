using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;
using Weir.Cli.Commands;

namespace Weir.Cli;

/// <summary>The usual help with examples at its end.</summary>
internal sealed class HelpWithExamples : SynchronousCommandLineAction
{
    private readonly HelpAction _usual;

    /// <summary>Makes the help.</summary>
    /// <param name="usual">The help without examples.</param>
    /// <param name="terminal">Tells how wide a line is.</param>
    public HelpWithExamples(HelpAction usual, Terminal terminal)
    {
        _usual = usual;
        _usual.MaxWidth = Math.Clamp(terminal.Width, 50, 100);
    }

    /// <inheritdoc/>
    public override bool ClearsParseErrors => true;

    /// <inheritdoc/>
    public override int Invoke(ParseResult parseResult)
    {
        _usual.Invoke(parseResult);
        Command command = parseResult.CommandResult.Command;
        IReadOnlyList<(string Line, string Meaning)> examples = command is RootCommand ? CommandList.Examples : command is ExampleCommand example ? example.Examples : [];
        TextWriter output = parseResult.InvocationConfiguration.Output;
        if (examples.Count == 0)
            return ExitCodes.Success;
        output.WriteLine("Examples:");
        int widest = examples.Max(each => each.Line.Length);
        foreach ((string line, string meaning) in examples)
        {
            if (widest + 4 + meaning.Length <= _usual.MaxWidth)
                output.WriteLine($"  {line.PadRight(widest)}  {meaning}");
            else
                output.WriteLine($"  {line}\n      {meaning}");
        }

        return ExitCodes.Success;
    }
}
