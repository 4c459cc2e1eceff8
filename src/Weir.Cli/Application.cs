using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Parsing;
using Weir.Cli.Commands;
using Weir.Tensors;
using Weir.Training;

namespace Weir.Cli;

/// <summary>The program: from a command line to an exit code. It touches the world only through its <see cref="Terminal"/>.</summary>
internal static class Application
{
    /// <summary>The variable that asks for stack traces when it is set to 1.</summary>
    public const string DebugVariable = "WEIR_DEBUG";

    /// <summary>Runs a command line.</summary>
    public static int Run(string[] arguments, Terminal terminal)
    {
        RootCommand root = new("Weir trains deep networks and shows how signal and gradient flow through every layer.");
        IReadOnlyList<CommandGroup> groups = CommandList.Make(terminal);
        foreach (Command command in groups.SelectMany(group => group.Commands))
            root.Subcommands.Add(command);
        foreach (HelpOption help in root.Options.OfType<HelpOption>())
            help.Action = new HelpPage(terminal, groups);

        try
        {
            int code = Patience.Run(terminal.Leaving, () => Invoke(root, arguments, terminal));
            return terminal.Leaving.IsOutputClosed ? OutputLost(terminal) : code;
        }
        catch (Exception) when (terminal.Leaving.IsOutputClosed)
        {
            return OutputLost(terminal);
        }
        catch (WeirException error) when (terminal.Variable(DebugVariable) != "1")
        {
            // The message is written for who sits at the terminal.
            terminal.Complain(error.Message, "error: ");
            return ExitCodes.Failure;
        }
        catch (OperationCanceledException) when (terminal.Cancel.IsCancellationRequested)
        {
            terminal.Complain("interrupted");
            return ExitCodes.Interrupted;
        }
        catch (Exception error) when (terminal.Variable(DebugVariable) != "1")
        {
            terminal.Complain(WordsOf(error), "error: ");
            return ExitCodes.Failure;
        }
    }

    // Memory for arrays of data, or of a kernel, is asked for in many places; what to do is the same.
    internal static string WordsOf(Exception error) => error is OutOfMemoryException
        ? "memory: what this asks for is not to be had; the process may take "
            + $"{GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / 1_000_000:n0} MB in all. Take fewer samples, "
                + "a smaller batch or a narrower network, or allow the process more"
        : $"something went wrong inside Weir: {error.Message}\nSet {DebugVariable}=1 and run it again to see where.";

    private static int OutputLost(Terminal terminal)
    {
        if (terminal.Leaving.OutputError is not { } reason)
            return ExitCodes.OutputClosed;
        terminal.Complain($"standard output cannot be written: {reason.TrimEnd('.')}. Send it elsewhere, as to a file on a disk that has "
            + "room", "error: ");
        return ExitCodes.Failure;
    }

    private static int Invoke(RootCommand root, string[] arguments, Terminal terminal)
    {
        ParseResult parsed = root.Parse(arguments.Length == 0 ? ["--help"] : arguments);
        // A command that only holds others was asked for by its name: it tells of them.
        if (parsed.CommandResult.Command.Subcommands.Count > 0 && parsed.UnmatchedTokens.Count == 0 && parsed.Errors.Count > 0)
            parsed = root.Parse([.. arguments, "--help"]);
        if (UnknownOption(parsed, arguments) is not null
            || (parsed.Errors.Count > 0 && parsed.Action is System.CommandLine.Invocation.ParseErrorAction))
            return WrongUsage(parsed, arguments, terminal);
        using StringWriter output = new();
        int code = parsed.Invoke(new InvocationConfiguration
        {
            EnableDefaultExceptionHandler = false,
            ProcessTerminationTimeout = null,
            Output = output,
            Error = output,
        });
        if (output.GetStringBuilder().Length > 0)
            terminal.Tell(output.ToString().TrimEnd());
        return code;
    }

    /// <summary>What looks like an option and was taken for an argument, as there is none of that name; null where nothing was.</summary>
    private static string? UnknownOption(ParseResult parsed, string[] arguments) => arguments.Contains("--") ? null
        : parsed.CommandResult.Children.OfType<ArgumentResult>().SelectMany(argument => argument.Tokens)
            .Select(token => token.Value).FirstOrDefault(value => value.Length > 1 && value[0] == '-' && !char.IsAsciiDigit(value[1]));

    private static int WrongUsage(ParseResult parsed, string[] arguments, Terminal terminal)
    {
        Command command = parsed.CommandResult.Command;
        string path = string.Join(' ', Path(parsed.CommandResult));
        string? unknown = UnknownOption(parsed, arguments) ?? (parsed.UnmatchedTokens.Count > 0 ? parsed.UnmatchedTokens[0] : null);
        string message = parsed.Errors.Count > 0 ? parsed.Errors[0].Message : "";
        if (unknown is null && command.Arguments.FirstOrDefault(each => each.Arity.MinimumNumberOfValues > 0
            && parsed.GetResult(each) is null or { Tokens.Count: 0 }) is { } missing)
            message = $"'{path}' needs {missing.Name} ({char.ToLowerInvariant(missing.Description![0])}{missing.Description[1..]})";
        if (unknown is not null)
        {
            bool option = unknown.StartsWith('-');
            IEnumerable<string> known = option ? command.Options.Where(each => !each.Hidden).Select(each => each.Name)
                : command.Subcommands.Select(each => each.Name);
            message = option ? $"'{path}' has no option '{unknown}'" : command.Subcommands.Count > 0
                ? $"there is no command '{path} {unknown}'" : $"'{unknown}' is one argument too many for '{path}'";
            if (Spelling.Nearest(unknown, known) is { } near)
                message += $"; did you mean '{near}'?";
            else if (!option && command.Subcommands.Count > 0)
                message += $"; there are {string.Join(", ", known)}";
        }

        terminal.Complain($"{message}\n'{path} --help' shows how it is used.", "error: ");
        return ExitCodes.WrongUsage;
    }

    private static List<string> Path(CommandResult? result)
    {
        List<string> names = [];
        for (SymbolResult? each = result; each is CommandResult command; each = each.Parent)
            names.Insert(0, each.Parent is null ? "weir" : command.Command.Name);
        return names;
    }
}
