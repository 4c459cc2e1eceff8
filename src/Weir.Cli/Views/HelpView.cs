using System.CommandLine;
using Weir.Cli.Commands;
using Weir.Cli.Rendering;

namespace Weir.Cli.Views;

/// <summary>The help of the program or of a command: what it does, what it takes, and examples.</summary>
internal static class HelpView
{
    private const int Page = 100;
    private const int Margin = 2;

    /// <summary>Widest column of names: longer ones stand on a line of their own.</summary>
    private const int MostName = 24;

    /// <summary>Draws the program's help: all commands by purpose, each in a few words.</summary>
    public static IReadOnlyList<Line> Draw(Command root, IReadOnlyList<CommandGroup> groups, int width)
    {
        width = Math.Min(width, Page);
        List<Line> lines = [.. Items.Wrap(root.Description!, width), Line.Empty];
        foreach (CommandGroup group in groups)
        {
            lines.Add(Line.Empty.Add(group.Purpose, Palette.Quiet));
            lines.AddRange(Terms.Draw([.. group.Commands.Select(command => (Call(command), Gist(command.Description!)))], width, Margin,
                MostName));
        }

        lines.AddRange([Line.Empty, .. Examples(CommandList.Examples, width), Line.Empty]);
        lines.AddRange(Items.Wrap("weir COMMAND --help tells all of a command; weir --version the version.", width));
        return lines;
    }

    /// <summary>Draws a command's help.</summary>
    public static IReadOnlyList<Line> Draw(Command command, int width)
    {
        width = Math.Min(width, Page);
        Option[] options = [.. command.Options.Where(option => !option.Hidden && option is not System.CommandLine.Help.HelpOption)];
        string usage = $"{Path(command)}{string.Concat(command.Arguments.Select(argument => " " + Name(argument)))}";
        if (command.Subcommands.Count > 0)
            usage += " COMMAND";
        if (options.Length > 0)
            usage += " [options]";
        List<Line> lines = [.. Line.Empty.Add(usage, Palette.Strong).Fold(width), .. Items.Wrap(command.Description!, width, Margin)];
        (string, string)[] pairs =
        [
            .. command.Arguments.Select(argument => (Name(argument), argument.Description ?? "")),
            .. command.Subcommands.Select(each => (Call(each), each.Description ?? "")),
            .. options.Select(option => (Name(option), option.Description ?? "")),
        ];
        if (pairs.Length > 0)
            lines.AddRange([Line.Empty, .. Terms.Draw(pairs, width, Margin, MostName)]);
        if (command is ExampleCommand { Examples: { Count: > 0 } examples })
            lines.AddRange([Line.Empty, .. Examples(examples, width)]);
        return lines;
    }

    /// <summary>What stands before the first colon or semicolon: what follows is for who asks for more.</summary>
    private static string Gist(string description) => description.Split(';', ':')[0];

    private static string Path(Command command) =>
        command.Parents.OfType<Command>().FirstOrDefault() is { } parent ? $"{Path(parent)} {command.Name}" : "weir";

    private static string Call(Command command) =>
        $"{command.Name}{string.Concat(command.Arguments.Select(argument => " " + Name(argument)))}";

    private static string Name(Argument argument) => argument.Arity.MinimumNumberOfValues == 0 ? $"[{argument.Name}]"
        : argument.Arity.MaximumNumberOfValues > 1 ? argument.Name + "…" : argument.Name;

    private static string Name(Option option) => option.HelpName is { } value ? $"{option.Name} {value}" : option.Name;

    private static IEnumerable<Line> Examples(IReadOnlyList<(string Line, string Meaning)> examples, int width) =>
        [Line.Empty.Add("Examples:", Palette.Quiet), .. Terms.Draw(examples, width, Margin)];
}
