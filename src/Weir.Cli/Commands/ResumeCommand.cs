using System.CommandLine;
using Weir.Diagnosis;
using Weir.Training;

namespace Weir.Cli.Commands;

/// <summary><c>weir resume</c>: goes on with a run that was interrupted.</summary>
internal static class ResumeCommand
{
    /// <summary>Makes the command.</summary>
    public static Command Make(Terminal terminal)
    {
        Argument<string> run = new("RUN") { Description = "A run directory, or its name under the folder of runs" };
        Option<string> runs = RunOptions.Runs();
        Option<string?> data = RunOptions.Data();
        Option<int?> threads = RunOptions.Threads();
        Option<bool> skipBatch = new("--skip-batch") { Description = "Leave out the batch at which the loss was no longer finite" };
        Option<double?> rateFactor = new("--rate-factor") { Description = "This times the recipe's rate from here on", HelpName = "F" };
        rateFactor.TakesNumber("a number above 0", number => number > 0 && double.IsFinite(number));
        SessionInput session = new();
        Command command = new ExampleCommand(
            "resume",
            "Go on with an interrupted run; the result is the same to the bit as without the interruption",
            ("weir resume digits-mlp", "go on at the last checkpoint"),
            ("weir resume digits-mlp --skip-batch", "behind a loss that was not finite"))
        {
            run, runs, data, threads, skipBatch, rateFactor,
        };
        session.AddTo(command);
        command.SetAction(parsed =>
        {
            TrainerOptions options = new()
            {
                DataDirectory = parsed.GetValue(data),
                Threads = parsed.GetValue(threads),
                Time = terminal.Time,
                Cancel = terminal.Cancel,
                SkipBatch = parsed.GetValue(skipBatch),
                RateFactor = parsed.GetValue(rateFactor),
            };
            string directory = RunFolder.Find(parsed.GetValue(run)!, parsed.GetValue(runs)!);
            return EndedSession.Or(terminal, directory, () => RunSession.Run(
                terminal,
                Path.GetFileName(Path.TrimEndingDirectorySeparator(directory)),
                () => ProgramParts.OrTold(Call(directory), () => Trainer.Resume(directory, options)),
                session.Read(parsed),
                trainer => parsed.GetValue(session.NoDiagnosis) ? null : DiagnosisOptions.Of(trainer.Info.Recipe)));
        });
        return command;
    }

    /// <summary>How a program goes on with a run.</summary>
    /// <param name="directory">The run directory.</param>
    public static string Call(string directory) =>
        $"Trainer.Resume({ProgramParts.Quoted(directory)}, new TrainerOptions {{ Registry = registry }}).Run()";
}
