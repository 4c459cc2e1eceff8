using System.CommandLine;
using Weir.Cli.Live;
using Weir.Cli.Rendering;
using Weir.Cli.Views;
using Weir.Studies;

namespace Weir.Cli.Commands;

/// <summary><c>weir study</c>: compares networks over factors and seeds.</summary>
internal static class StudyCommand
{
    /// <summary>Makes the command.</summary>
    public static Command Make(Terminal terminal)
    {
        Argument<string> study = new("STUDY")
        {
            Description =
            "A study: a YAML file, the name of one in studies/, or the folder of one that was begun"
        };
        Option<bool> quick = new("--quick") { Description = "The short form that the study defines" };
        Option<bool> dryRun = new("--dry-run")
        {
            Description =
            "List the cells with their parameters and an estimate of the time; nothing is written"
        };
        Option<string> runs = RunOptions.Runs();
        Option<string?> data = RunOptions.Data();
        Option<int?> workers = RunOptions.Positive("--workers", "Runs side by side; as many as the processors hold unless told");
        Option<string?> into = new("--into")
        {
            Description = "Write the table into a page of Markdown, between its marks",
            HelpName = "FILE"
        };
        Option<bool> noReport = RunOptions.NoReport();
        Option<bool> plain = RunOptions.Plain();
        Command command = new ExampleCommand(
            "study",
            "Compare networks over factors and seeds: what each technique does to the gradient and to the result",
            ("weir study batch-norm --quick", "the short form of a study that ships"),
            ("weir study studies/batch-norm.yaml --dry-run", "what would be run, and for how long"),
            ("weir study batch-norm", "the whole of it; stopped, or begun in two terminals, it goes on where it is"))
        {
            study, quick, dryRun, runs, data, workers, into, noReport, plain,
        };
        command.SetAction(parsed =>
        {
            (Study read, string folderOfRuns) = StudyFile.Read(parsed.GetValue(study)!, parsed.GetValue(runs)!, parsed.GetValue(quick));
            StudyOptions options = new()
            {
                RunsDirectory = folderOfRuns,
                DataDirectory = parsed.GetValue(data),
                Workers = parsed.GetValue(workers),
                Time = terminal.Time
            };
            if (parsed.GetValue(dryRun))
            {
                terminal.Write(EstimateView.Draw(read, StudyEstimate.Of(read, options, terminal.Cancel), terminal.Width));
                return ExitCodes.Success;
            }

            StudyResults results = Run(terminal, read, options, parsed.GetValue(plain));
            string folder = Path.Combine(options.RunsDirectory, read.Name);
            string? report = parsed.GetValue(noReport) ? null : PageFile.Write(terminal, folder, "the study");
            terminal.Write([Line.Empty, .. StudyView.Page(results, terminal.Width)]);
            if (!results.IsComplete)
            {
                terminal.Say($"stopped; everything is kept. Go on with 'weir study {folder}'");
                return ExitCodes.Interrupted;
            }

            terminal.Write(Items.Flow(
                [
                    Line.Empty.Add("table and numbers: ").AddWhole(Path.Combine(folder, StudyTables.Markdown))
                        .Add($", {StudyTables.Csv}, {StudyTables.Json}"),
                    Line.Empty.Add("the runs: ").AddWhole(Path.Combine(folder, StudyFolder.RunsName)),
                    report is null ? Line.Empty : Line.Empty.Add("to look at: ").AddWhole(report),
                ], "; ", terminal.Width));
            if (parsed.GetValue(into) is { } page)
                PageBlock.Write(page, results, $"weir study {parsed.GetValue(study)}{(read.IsQuick ? " --quick" : "")}",
                    terminal.Time.GetUtcNow());
            return ExitCodes.Success;
        });
        return command;
    }

    private static StudyResults Run(Terminal terminal, Study study, StudyOptions options, bool plain)
    {
        using IDisposable hold = terminal.Leaving.Hold();
        if (!terminal.ShowsLive(plain))
            return StudyRunner.Run(study, options, new StudyLines(terminal.Tell), terminal.Cancel);
        StudyWatch watch = new();
        // A thread of its own: the pool's are for short work.
        Task<StudyResults> work = Task.Factory.StartNew(() => StudyRunner.Run(study, options, watch, terminal.Cancel),
            CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        LiveLoop.Run(terminal, work, (width, height) => watch.Latest is { } progress && !work.IsCompleted
            ? StudyView.Live(progress, width, height) : []);
        return work.Result;
    }
}
