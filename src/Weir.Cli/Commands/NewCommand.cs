using System.CommandLine;
using Weir.Cli.Rendering;
using Weir.Cli.Views;
using Weir.Data;
using Weir.Tensors;
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
        Option<string?> from = new("--from")
        {
            Description = "A table (.csv, .parquet …) or a folder of images",
            HelpName = "DATA"
        };
        Option<string?> target = new("--target")
        {
            Description = "The column that is to be predicted; the table's last unless told",
            HelpName = "COLUMN"
        };
        Option<int?> window = RunOptions.Positive(
            "--window", "For forecasting: rows of the table that follow one another and make a sample", 100_000);
        Option<int?> horizon = RunOptions.Positive(
            "--horizon", "How many rows after the last of a window the target stands; 1 unless told", 1_000_000);
        Option<string?> time = new("--time")
        {
            Description = "The column that orders the rows of samples; of windows the first of dates unless told",
            HelpName = "COLUMN"
        };
        Option<string?> group = new("--group")
        {
            Description = "A column of which each value has windows of its own",
            HelpName = "COLUMN"
        };
        Option<string?> sequence = new("--sequence")
        {
            Description = "The column whose rows of one value are a sample together",
            HelpName = "COLUMN"
        };
        Command command = new ExampleCommand(
            "new",
            "Write a shipped recipe, or one for your own table or images; or list them",
            ("weir new", "the list"),
            ("weir new --from houses.csv --target price", "writes houses.yaml for that table"),
            ("weir new --from sales.csv --target sold --window 24", "for a forecast from the last 24 rows"),
            ("weir new --from flowers", "for a folder of images"),
            ("weir new digits-mlp", "writes digits-mlp.yaml, to change and train"),
            ("weir new mnist-lenet5 --output mine.yaml", "under another name"))
        {
            name, from, target, window, horizon, sequence, time, group, output,
        };
        command.Validators.Add(result =>
        {
            bool hasData = Data(result) is not null;
            if (!hasData && result.GetValue(target) is not null)
                result.AddError("--target says what is predicted of a table; name that with --from");
            if (!hasData && result.GetValue(window) is not null)
                result.AddError("--window is about the rows of a table; name that with --from");
            if (!hasData && result.GetValue(sequence) is not null)
                result.AddError("--sequence is about the rows of a table; name that with --from");
            if (result.GetValue(window) is not null && result.GetValue(sequence) is not null)
                result.AddError("--window makes samples of rows that follow one another, --sequence of all of one value; leave one out");
            if (result.GetValue(window) is null && (result.GetValue(horizon) is not null || result.GetValue(group) is not null
                || (result.GetValue(time) is not null && result.GetValue(sequence) is null)))
                result.AddError("--horizon, --time and --group are about windows of rows; say with --window how many rows make one");
        });
        command.SetAction(parsed =>
        {
            string? asked = parsed.GetValue(from) is null && Data(parsed.CommandResult) is not null ? null : parsed.GetValue(name);
            if (Data(parsed.CommandResult) is { } images && Directory.Exists(images))
                WriteForImages(terminal, images, asked, parsed.GetValue(output),
                    isOfTable: parsed.GetValue(target) is not null || parsed.GetValue(sequence) is not null
                        || parsed.GetValue(window) is not null);
            else if (Data(parsed.CommandResult) is { } table)
                WriteFor(terminal, table, parsed.GetValue(target), asked, parsed.GetValue(output),
                    parsed.GetValue(window) is not { } rows ? null : new TableWindow(rows, parsed.GetValue(horizon) ?? 1)
                    {
                        Time = parsed.GetValue(time),
                        Group = parsed.GetValue(group),
                    },
                    parsed.GetValue(sequence), parsed.GetValue(time));
            else if (asked is not null)
                Write(terminal, asked, parsed.GetValue(output));
            else
                terminal.Write(RecipeListView.Draw(
                    [.. ShippedRecipes.Names.Select(each => (ShippedRecipes.Last(each), ShippedRecipes.Gist(each)))], terminal.Width));
            return ExitCodes.Success;
        });
        return command;

        // A table that is named where a recipe could be is meant.
        string? Data(System.CommandLine.Parsing.CommandResult result) => result.GetValue(from) ?? (result.GetValue(name) is { } named
            && ShippedRecipes.Find(named) is null && Path.GetExtension(named) is not (".yaml" or ".yml")
            && (File.Exists(named) || Directory.Exists(named)) ? named : null);
    }

    private static void WriteFor(Terminal terminal, string table, string? target, string? asked, string? output,
        TableWindow? window, string? sequence, string? time)
    {
        if (!File.Exists(table))
            throw new CommandException($"there is no file or folder '{table}'");
        (string name, string file, string folder) = Named(table, asked, output);
        TableProfile profile = TableProfile.Of(table, target, alone: window is not null, cancel: terminal.Cancel);
        List<string> doubts = [];
        string text = TableRecipe.Write(profile, Path.GetRelativePath(folder, Path.GetFullPath(table)).Replace('\\', '/'), name,
            window, sequence is null ? null
                : SequenceLengths.Of(table, sequence, target: profile.Target.Name, cancel: terminal.Cancel), time, doubts.Add);
        doubts.ForEach(terminal.Say);
        // Whether the rows make the samples that are asked for (enough of them, in an order) shows when they are read.
        if (window is not null || sequence is not null)
        {
            DataRecipe data = RecipeReader.Parse(text, file).Data;
            DataSources.Load(data.Source, data.Request.FoundIn(folder));
        }

        Put(terminal, file, text, [ShippedRecipes.SchemaFile()]);
    }

    private static void WriteForImages(Terminal terminal, string images, string? asked, string? output, bool isOfTable)
    {
        if (isOfTable)
            throw new CommandException($"'{images}' is a folder of images: --target, --window and --sequence are about tables");
        (string name, string file, string folder) = Named(images, asked, output);
        string path = Path.TrimEndingDirectorySeparator(Path.GetFullPath(images));
        string text = ImageRecipe.Write(ImageFolderProfile.Of(images), Path.GetRelativePath(folder, path).Replace('\\', '/'), name);
        // Whether its folders make classes, or its masks fit, shows when they are read.
        DataRecipe data = RecipeReader.Parse(text, file).Data;
        DataSources.Load(data.Source, data.Request.FoundIn(folder));
        Put(terminal, file, text, [ShippedRecipes.SchemaFile()]);
    }

    /// <summary>What the recipe is called, its file, and the folder of that.</summary>
    private static (string Name, string File, string Folder) Named(string data, string? asked, string? output)
    {
        // Whoever names a file means one.
        if (asked is not null && Path.GetExtension(asked) is ".yaml" or ".yml")
            (asked, output) = (Path.GetFileNameWithoutExtension(asked), output ?? asked);
        string name = asked ?? (output is null ? NameOf(data) : Path.GetFileNameWithoutExtension(output)), file = output ?? name + ".yaml";
        return (name, file, Path.GetDirectoryName(Path.GetFullPath(file))!);
    }

    /// <summary>A name for a run of a table or folder: its own, with what no name may have taken out.</summary>
    private static string NameOf(string table)
    {
        string stem = Path.GetFileName(Path.TrimEndingDirectorySeparator(Path.GetFullPath(table))).Split('.')[0];
        string name = RunName.From(stem).Trim('-');
        return name.Length > 0 ? name : "table";
    }

    private static void Write(Terminal terminal, string asked, string? output)
    {
        if (ShippedRecipes.Find(asked) is not { } name)
        {
            string? near = Spelling.Nearest(asked, ShippedRecipes.Names.Select(ShippedRecipes.Last));
            throw new CommandException($"there is no shipped recipe '{asked}'{(near is null ? ";" : $"; did you mean '{near}'?")} 'weir "
                + "new' lists them");
        }

        // The recipe lies beside the schema now.
        string text = ShippedRecipes.Text(name).Replace("$schema=../", "$schema=", StringComparison.Ordinal);
        Put(terminal, output ?? ShippedRecipes.Last(name) + ".yaml", text, [ShippedRecipes.SchemaFile(), .. ShippedRecipes.Tables(name)]);
    }

    private static void Put(Terminal terminal, string file, string text, (string Path, string Text)[] others)
    {
        string folder = Path.GetDirectoryName(Path.GetFullPath(file))!;
        if (File.Exists(file))
            throw new CommandException($"{file} is there already; give another file with --output, or remove it");
        FileException.Guard(folder, "the recipe cannot be written there", () =>
        {
            foreach ((string path, string content) in others)
            {
                string full = Path.Combine(folder, path);
                Directory.CreateDirectory(Path.GetDirectoryName(full)!);
                if (!File.Exists(full))
                    WholeFile.WriteShared(full, content);
            }
        });
        WholeFile.WriteShared(file, text);
        string beside = string.Join(" and ", others.Select(other => other.Path));
        terminal.Say($"wrote {file}, with {beside} beside it");
        terminal.Write(Items.Flow(
            [Line.Empty.Add("train it with", Palette.Quiet), Line.Empty.AddWhole($"weir train {file}", Palette.Strong)], "  ",
            terminal.Width));
    }
}
