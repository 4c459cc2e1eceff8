using System.CommandLine;
using Weir.Cli.Rendering;
using Weir.Cli.Views;
using Weir.Training;

namespace Weir.Cli.Commands;

/// <summary><c>weir new</c>: writes a shipped recipe, for a start of one's own, or lists them.</summary>
internal static class NewCommand
{
    /// <summary>Makes the command.</summary>
    public static Command Make(Terminal terminal)
    {
        Argument<string?> name = new("NAME")
        {
            Description = "One of the shipped recipes; without it they are listed",
            Arity = ArgumentArity.ZeroOrOne
        };
        Option<string?> output = new("--output")
        {
            Description = "The file to write; NAME.yaml in this folder unless told",
            HelpName = "FILE"
        };
        Command command = new ExampleCommand(
            "new",
            "Write a shipped recipe into this folder, or list them",
            ("weir new", "the list"),
            ("weir new digits-mlp", "writes digits-mlp.yaml, to change and train"),
            ("weir new mnist-lenet5 --output mine.yaml", "under another name"))
        {
            name, output,
        };
        command.SetAction(parsed =>
        {
            if (parsed.GetValue(name) is { } asked)
                Write(terminal, asked, parsed.GetValue(output));
            else
                terminal.Write(RecipeListView.Draw(
                    [.. ShippedRecipes.Names.Select(each => (ShippedRecipes.Last(each), ShippedRecipes.Gist(each)))], terminal.Width));
            return ExitCodes.Success;
        });
        return command;
    }

    private static void Write(Terminal terminal, string asked, string? output)
    {
        if (ShippedRecipes.Find(asked) is not { } name)
        {
            string? near = Spelling.Nearest(asked, ShippedRecipes.Names.Select(ShippedRecipes.Last));
            throw new CommandException($"there is no shipped recipe '{asked}'{(near is null ? ";" : $"; did you mean '{near}'?")} 'weir "
                + "new' lists them");
        }

        string file = output ?? ShippedRecipes.Last(name) + ".yaml";
        string folder = Path.GetDirectoryName(Path.GetFullPath(file))!;
        (string Path, string Text) schema = ShippedRecipes.SchemaFile();
        // The recipe lies beside the schema now.
        string text = ShippedRecipes.Text(name).Replace("$schema=../", "$schema=", StringComparison.Ordinal);
        (string Path, string Text)[] others = [schema, .. ShippedRecipes.Tables(name)];
        if (File.Exists(file))
            throw new CommandException($"{file} is there already; give another file with --output, or remove it");
        foreach ((string path, string content) in others)
        {
            string full = Path.Combine(folder, path);
            Directory.CreateDirectory(Path.GetDirectoryName(full)!);
            if (!File.Exists(full))
                File.WriteAllText(full, content);
        }

        File.WriteAllText(file, text);
        string beside = string.Join(" and ", others.Select(other => other.Path));
        terminal.Say($"wrote {file}, with {beside} beside it");
        terminal.Write(Items.Flow([Line.Empty.Add("train it with", Palette.Quiet), Line.Empty.Add($"weir train {file}", Palette.Strong)],
            "  ", terminal.Width));
    }
}
