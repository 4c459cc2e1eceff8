using System.CommandLine;
using System.CommandLine.Invocation;
using Weir.Cli.Commands;
using Weir.Cli.Views;

namespace Weir.Cli;

/// <summary>Shows the help of the command that was named.</summary>
/// <param name="terminal">Where it is shown.</param>
/// <param name="groups">All commands, by purpose.</param>
internal sealed class HelpPage(Terminal terminal, IReadOnlyList<CommandGroup> groups) : SynchronousCommandLineAction
{
    /// <inheritdoc/>
    public override bool ClearsParseErrors => true;

    /// <inheritdoc/>
    public override int Invoke(ParseResult parseResult)
    {
        Command command = parseResult.CommandResult.Command;
        terminal.Write(command is RootCommand ? HelpView.Draw(command, groups, terminal.Width) : HelpView.Draw(command, terminal.Width));
        return ExitCodes.Success;
    }
}
