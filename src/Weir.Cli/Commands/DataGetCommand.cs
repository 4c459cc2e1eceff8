using System.CommandLine;
using Spectre.Console;
using Weir.Data;
using Weir.Training;

namespace Weir.Cli.Commands;

/// <summary><c>weir data get</c>: fetches a public set from its mirrors.</summary>
internal static class DataGetCommand
{
    private const string Mnist = "mnist";

    /// <summary>Makes the command.</summary>
    public static Command Make(Terminal terminal)
    {
        Argument<string> name = new("SET") { Description = $"What to fetch: {Mnist} (11.6 MB)" };
        Option<string?> to = new("--to")
        {
            Description =
            $"The data folder; {DataDirectory.Variable} or ./{DataDirectory.Default} unless told",
            HelpName = "DIR"
        };
        Command command = new ExampleCommand(
            "get", "Fetch a public data set, checked; a broken download goes on where it stopped", ("weir data get mnist", "into ./data"),
                ("weir data get mnist --to ~/sets", "somewhere else; then set WEIR_DATA=~/sets"))
        {
            name, to,
        };
        command.SetAction((parsed, _) => GetAsync(terminal, parsed.GetValue(name)!, parsed.GetValue(to)));
        return command;
    }

    private static async Task<int> GetAsync(Terminal terminal, string name, string? to)
    {
        if (name != Mnist)
        {
            string hint = Spelling.Nearest(name, [Mnist]) is { } near ? $"did you mean '{near}'?"
                : DataSources.All.Any(source => source.Name == name) ? "that source needs no download" : $"there is {Mnist}";
            throw new CommandException($"'{name}' is no set that can be fetched; {hint}");
        }

        string directory = DataDirectory.Resolve(to, terminal.Variable);
        using HttpClient client = new();
        Downloader downloader = new(client, clock: terminal.Time);
        IReadOnlyList<(string Path, bool Fetched)> files = [];
        if (terminal.IsLive)
        {
            await terminal.Out.Progress().Columns(new TaskDescriptionColumn { Alignment = Justify.Left }, new ProgressBarColumn(),
                new DownloadedColumn(), new TransferSpeedColumn()).StartAsync(async context =>
            {
                Dictionary<string, ProgressTask> tasks = [];
                files = await MnistMirrors.FetchAsync(downloader, directory, new Receiver(progress =>
                {
                    if (!tasks.TryGetValue(progress.File, out ProgressTask? task))
                        tasks.Add(progress.File, task = context.AddTask(progress.File));
                    task.MaxValue = progress.Total ?? Math.Max(progress.Received, 1);
                    task.Value = progress.Received;
                }), terminal.Cancel).ConfigureAwait(false);
            }).ConfigureAwait(false);
        }
        else
        {
            files = await MnistMirrors.FetchAsync(downloader, directory, null, terminal.Cancel).ConfigureAwait(false);
        }

        foreach ((string path, bool fetched) in files)
            terminal.Tell($"{(fetched ? "fetched" : "there already")}  {path}");
        if (directory != DataDirectory.Resolve(null, terminal.Variable))
            terminal.Say($"Set {DataDirectory.Variable}={directory} or give --data {directory} to use it.");
        return ExitCodes.Success;
    }

    // Reports on the caller's thread, so that none comes late.
    private sealed class Receiver(Action<DownloadProgress> receive) : IProgress<DownloadProgress>
    {
        public void Report(DownloadProgress value) => receive(value);
    }
}
