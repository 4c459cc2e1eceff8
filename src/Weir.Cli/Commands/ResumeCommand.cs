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
        Option<bool> plain = RunOptions.Plain();
        Option<bool> noDiagnosis = RunOptions.NoDiagnosis();
        Command command = new ExampleCommand(
            "resume",
            "Go on with an interrupted run; the result is the same to the bit as without the interruption",
            ("weir resume digits-mlp", "go on at the last checkpoint"))
        {
            run, runs, data, threads, noDiagnosis, plain,
        };
        command.SetAction(parsed =>
        {
            TrainerOptions options = new() { DataDirectory = parsed.GetValue(data), Threads = parsed.GetValue(threads), Time = terminal.Time };
            using Trainer trainer = Trainer.Resume(RunFolder.Find(parsed.GetValue(run)!, parsed.GetValue(runs)!), options);
            return RunSession.Run(terminal, trainer, parsed.GetValue(plain), parsed.GetValue(noDiagnosis) ? null : DiagnosisOptions.Of(trainer.Info.Recipe));
        });
        return command;
    }
}
