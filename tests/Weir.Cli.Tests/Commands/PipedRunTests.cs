using System.Diagnostics;
using Weir.Training;

namespace Weir.Cli.Tests.Commands;

/// <summary>
/// A pipe, or a device without end, in the place of a file of a run: whatever is asked of the run ends at once, and the list of runs shows
/// the others.
/// </summary>
public sealed class PipedRunTests : IDisposable
{
    private static readonly TimeSpan s_most = TimeSpan.FromSeconds(30);
    private readonly Folder _folder = new();

    public void Dispose() => _folder.Dispose();

    [BashTheory]
    [InlineData("run.json")]
    [InlineData("recipe.yaml")]
    [InlineData("metrics.jsonl")]
    [InlineData("flow.jsonl")]
    [InlineData("facts.json")]
    [InlineData("test.json")]
    [InlineData(".lock")]
    [InlineData("checkpoints/step-000000018.safetensors")]
    public void It_is_refused_in_words_and_shuts_out_no_other_run(string name)
    {
        Train("a");
        Train("b");
        string file = _folder[$"runs/a/{name}"];
        File.Exists(file).ShouldBeTrue();
        File.Delete(file);
        using (Process make = Process.Start("mkfifo", [file]))
            make.WaitForExit();
        Run("runs", "--runs", _folder["runs"]).Output.ShouldContain("b ");
        foreach (string command in new[] { "report", "export", "diagnose", "resume", "evaluate", "show", "compare" })
        {
            string run = _folder["runs/a"];
            string[] line = command switch
            {
                "export" => [command, run, "--csv", _folder["csv"]],
                "compare" => [command, run, _folder["runs/b"]],
                "report" => [command, run, "-o", _folder["report.html"]],
                _ => [command, run],
            };
            (int code, _, string errors) = Run(line);
            if (code == ExitCodes.Failure)
                errors.ShouldNotContain("inside Weir", customMessage: command);
        }
    }

    [BashFact]
    public void A_device_without_end_is_refused_at_once()
    {
        Train("a");
        string recipe = _folder["runs/a/recipe.yaml"];
        File.Delete(recipe);
        File.CreateSymbolicLink(recipe, "/dev/zero");
        foreach (string[] line in new string[][] { ["report", _folder["runs/a"]], ["export", _folder["runs/a"], "--csv", _folder["csv"]] })
            Run(line).Errors.ShouldContain($"{recipe}: it is a pipe or a device");
    }

    private void Train(string name)
    {
        using Trainer trainer = Trainer.Start(RecipeReader.Parse(WeirProcess.SmallRecipe(epochs: 3)),
            new TrainerOptions { RunsDirectory = _folder["runs"], Name = name, Threads = 1 });
        trainer.Run(new Weir.Diagnosis.RunWatch(trainer)).Status.ShouldBe(TrainingStatus.Finished);
    }

    private (int Code, string Output, string Errors) Run(params string[] line)
    {
        using TestTerminal terminal = new();
        Task<int> work = Task.Factory.StartNew(() => terminal.Run(line), CancellationToken.None, TaskCreationOptions.LongRunning,
            TaskScheduler.Default);
        work.Wait(s_most).ShouldBeTrue($"{string.Join(' ', line)} does not end");
        return (work.Result, terminal.Output, terminal.Errors);
    }
}
