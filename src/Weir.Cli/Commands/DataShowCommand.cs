using System.CommandLine;
using Weir.Cli.Rendering;
using Weir.Cli.Views;
using Weir.Data;
using Weir.Training;

namespace Weir.Cli.Commands;

/// <summary><c>weir data show</c>: the facts of a source, and a few samples of images.</summary>
internal static class DataShowCommand
{
    /// <summary>Makes the command.</summary>
    public static Command Make(Terminal terminal)
    {
        Argument<string> source = new("SOURCE")
        {
            Description =
            "A source of 'weir data list', a CSV file, a text (.txt), a folder of images, or a recipe for its data"
        };
        RecipeInput input = new();
        Command command = new ExampleCommand(
            "show", "Show the facts of a data set and a few samples", ("weir data show digits", "the built-in digits"),
                ("weir data show mnist", "MNIST, when it was fetched"), ("weir data show table.csv",
                "a table; its last column is the target"),
                ("weir data show houses.yaml", "what a recipe reads, by its target, task and parts"))
        {
            source, input.Set, input.Data,
        };
        command.SetAction(parsed => Show(terminal, parsed.GetValue(source)!, parsed.GetValue(input.Set)!, parsed.GetValue(input.Data)));
        return command;
    }

    private static int Show(Terminal terminal, string name, string[] settings, string? directory)
    {
        DataRequest request = new() { Directory = directory };
        string chosen = name;
        bool isSource = DataSources.All.Any(source => source.Name == name);
        bool isRecipe = File.Exists(name) && Path.GetExtension(name) is ".yaml" or ".yml";
        if (!isRecipe && settings.Length > 0)
            throw new CommandException($"--set changes a key of a recipe, and '{name}' is none; name a recipe (.yaml), or leave --set out");
        if (isRecipe)
        {
            DataRecipe recipe = RecipeReader.Read(name, settings: settings).Data;
            (chosen, request) = (recipe.Source, recipe.Request with
            {
                Directory = directory ?? recipe.Request.Directory,
                Beside = Path.GetDirectoryName(Path.GetFullPath(name))
            });
        }
        else if (File.Exists(name))
            (chosen, request) = (Path.GetExtension(name) == ".txt" ? "text" : "csv", request with { File = Path.GetFullPath(name) });
        else if (!isSource && Directory.Exists(name))
            (chosen, request) = (ImageFolderProfile.KindOf(name) == ImageFolderKind.Masks ? "image-masks" : "image-folder",
                request with { Folder = Path.GetFullPath(name) });
        else if (!isSource && (Path.HasExtension(name) || name.Contains('/', StringComparison.Ordinal)))
            throw new CommandException($"there is no file or folder '{name}'");
        else if (!isSource && Spelling.Nearest(name, DataSources.All.Select(source => source.Name)) is { } near)
            throw new CommandException($"there is no data source '{name}'; did you mean '{near}'?");
        DataSplit split;
        try
        {
            split = DataSources.Load(chosen, request);
        }
        catch (DataException error) when (chosen == "csv" && !isRecipe)
        {
            return ShowColumns(terminal, name, request, error);
        }

        Dataset?[] parts = [split.Training, split.Validation, split.Test];
        terminal.Write([Line.Empty.Add(name, Palette.Strong)]);
        terminal.Write(DatasetView.Facts([.. parts.OfType<Dataset>().Where(part => part.Count > 0).Select(DatasetFacts.Of)],
            ShapeText.Of(split.Training.InputShape), terminal.Width));
        foreach (string remark in split.Remarks)
            terminal.Say(remark);
        if (split.Window is { } window)
            terminal.Write([.. DatasetView.Window(window, terminal.Width)]);
        if (split.Sequence is { } sequence)
            terminal.Write([.. DatasetView.Sequence(sequence, terminal.Width)]);
        if (split.Table is not null && request.File is { } table)
        {
            TableProfile profile = TableProfile.Of(request.Places(table).First(File.Exists), request.TargetColumn, request.Delimiter,
                request.Categories, split.Window is not null, terminal.Cancel);
            IReadOnlyList<double?> associations = TargetAssociation.Of(profile, request.Delimiter, terminal.Cancel);
            terminal.Write([Line.Empty, .. ColumnsView.Draw(profile, associations, terminal.Width)]);
        }

        if (TextView.Draw(split.Training, terminal.Width) is { Count: > 0 } text)
            terminal.Write([Line.Empty, .. text]);
        if (ImageView.Form(split.Training) is { } form)
            terminal.Write([Line.Empty, .. ImageView.Draw(split.Training, form, terminal.Width, terminal.ShowsColours)]);
        return ExitCodes.Success;
    }

    /// <summary>A table that makes no samples as it is, for gaps or texts: its columns, and what makes a recipe of it.</summary>
    private static int ShowColumns(Terminal terminal, string name, DataRequest request, DataException error)
    {
        TableProfile profile;
        IReadOnlyList<double?> associations;
        try
        {
            profile = TableProfile.Of(request.File!, request.TargetColumn, request.Delimiter, request.Categories, alone: true,
                terminal.Cancel);
            associations = TargetAssociation.Of(profile, request.Delimiter, terminal.Cancel);
        }
        catch (DataException)
        {
            throw error;
        }

        terminal.Write([Line.Empty.Add(name, Palette.Strong), Line.Empty]);
        terminal.Write(ColumnsView.Draw(profile, associations, terminal.Width));
        terminal.Complain(error.Message, "error: ");
        terminal.Write(Items.Flow(
            [Line.Empty.Add("a recipe that sees to it"), Line.Empty.AddWhole($"weir new --from {name} --target COLUMN")], "  ",
            terminal.Width));
        return ExitCodes.Failure;
    }
}
