using System.CommandLine;
using Weir.Cli.Rendering;
using Weir.Cli.Views;
using Weir.Diagnosis;
using Weir.Flow;
using Weir.Nn;
using Weir.Training;

namespace Weir.Cli.Commands;

/// <summary><c>weir show</c>: a run on disk as a page.</summary>
internal static class ShowCommand
{
    /// <summary>Makes the command.</summary>
    public static Command Make(Terminal terminal)
    {
        Argument<string?> run = new("RUN")
        {
            Description = "A run directory, or a name under the folder of runs: the newest of it; the newest of all unless told",
            Arity = ArgumentArity.ZeroOrOne,
        };
        Option<string> runs = RunOptions.Runs();
        Command command = new ExampleCommand(
            "show", "Show a run: layers, metrics, and the flow at the end and over time",
            ("weir show", "the newest run under runs/"), ("weir show digits-mlp", "the newest of that name"),
                ("weir show runs/digits-mlp | less", "page by page"))
        {
            run, runs,
        };
        command.SetAction(parsed =>
        {
            string directory = RunFolder.Measured(parsed.GetValue(run), parsed.GetValue(runs)!);
            terminal.Write(ShowView.Draw(Read(directory), terminal.Width));
            return ExitCodes.Success;
        });
        return command;
    }

    private static ShowView.Page Read(string directory)
    {
        // Another program has none.
        string recipe = Path.Combine(directory, "recipe.yaml");
        long? seed = File.Exists(recipe) ? RecipeOutline.Read(recipe).Seed : null;
        RunRecord? record = RunDirectory.ReadRecord(directory);
        string flow = Path.Combine(directory, "flow.jsonl");
        Trace? trace = File.Exists(flow) ? TraceReader.Read(flow) : null;
        Summary? summary = null;
        string name = Path.GetFileName(Path.TrimEndingDirectorySeparator(Path.GetFullPath(directory)));
        RunHeader header = new(record?.Name ?? name, trace is null ? "" : ShapeText.Of(trace.Header), record?.Parameters ?? 0, seed,
            record?.Threads ?? 0);
        IReadOnlyList<EpochMetrics> epochs = RunDirectory.ReadMetrics(directory);
        return new ShowView.Page(header, State(directory, record, epochs), summary, epochs, trace)
        { Findings = trace is null ? null : DiagnosedRun.Read(directory).Findings };
    }

    private static string State(string directory, RunRecord? record, IReadOnlyList<EpochMetrics> epochs)
    {
        if (record is null)
            return "nothing is recorded of how it went";
        string status = record.Status switch
        {
            "running" => RunDirectory.IsBeingWritten(directory) ? "is running"
                : $"was stopped from outside; {RunFolder.GoOn(directory, record)}",
            "interrupted" => $"interrupted; {RunFolder.GoOn(directory, record)}",
            "nonFinite" => "ended early",
            { } other => other,
        };
        string text = record.Status == "running" ? status
            : status + RunStatus.Reached(record.Steps, record.TotalSteps, record.FailedStep);
        if (record.Status == "interrupted")
            text = $"interrupted at step {Numbers.Step(record.Steps, record.TotalSteps)}; {RunFolder.GoOn(directory, record)}";
        if (record.StepsPerSecond is { } pace)
            text += $" · {Numbers.Count(pace)} steps/s";
        if (record.Duration(epochs) is { Ticks: > 0 } time)
            text += $" · {Numbers.Duration(time)}";
        if (record.Test is { } test)
            text += test.Accuracy is { } accuracy ? $" · test {Numbers.Percent(accuracy)}" : $" · test loss {Numbers.Loss(test.Loss)}";
        return record is { Reason: { } reason, Status: not "interrupted" } ? $"{text} · {reason}" : text;
    }
}
