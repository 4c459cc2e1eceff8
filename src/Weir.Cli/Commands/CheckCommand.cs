using System.CommandLine;
using Weir.Cli.Rendering;
using Weir.Cli.Views;
using Weir.Diagnosis;
using Weir.Training;

namespace Weir.Cli.Commands;

/// <summary><c>weir check</c>: looks at a recipe's network before its first step.</summary>
internal static class CheckCommand
{
    /// <summary>Makes the command.</summary>
    public static Command Make(Terminal terminal)
    {
        RecipeInput input = new();
        Option<int?> draws = RunOptions.Positive("--draws", "Draws of the first weights; 5 unless told");
        Option<int?> samples = RunOptions.Positive("--samples", "Samples that each draw sees; 256 unless told");
        Option<bool> overfit = new("--overfit") { Description = "See also whether sixteen samples can be learnt by heart, in 300 steps" };
        Option<int?> threads = RunOptions.Threads();
        MachineForm form = new();
        Command command = new ExampleCommand(
            "check",
            "Look at a recipe's network before its first step: layers, signal, gradient, data, and what is wrong; exit code "
                + $"{ExitCodes.ErrorFound} if an error is found",
            ("weir check digits-sigmoid-8", "what will go wrong, in seconds"),
            ("weir check digits-mlp --overfit", "and whether it can learn sixteen samples by heart"),
            ("weir check digits-mlp --sarif > check.sarif", "for code hosts and editors"))
        {
            input.Recipe, input.Set, input.Data, draws, samples, overfit, threads, form.Json, form.Sarif, form.Plain,
        };
        form.Guard(command);
        command.SetAction(parsed =>
        {
            Recipe read = input.Read(parsed);
            PreflightReport report = Preflight.Check(read, new PreflightOptions
            {
                Draws = parsed.GetValue(draws) ?? new PreflightOptions().Draws,
                Samples = parsed.GetValue(samples) ?? new PreflightOptions().Samples,
                Overfit = parsed.GetValue(overfit),
                DataDirectory = parsed.GetValue(input.Data),
                Threads = parsed.GetValue(threads),
                Diagnosis = DiagnosisOptions.Of(read),
                Cancel = terminal.Cancel,
            });
            FindingsSubject subject = new(read.Name, input.Find(parsed).Name, 0, report.Draws.Header);
            if (!form.Write(terminal, parsed, subject, report.Verdict, report))
                Show(terminal, read, report, parsed.GetValue(input.Recipe)!);
            return ExitCodes.Of(report.Verdict);
        });
        return command;
    }

    private static void Show(Terminal terminal, Recipe recipe, PreflightReport report, string name)
    {
        int width = terminal.Width;
        terminal.Write(
        [
            .. new RunHeader(recipe.Name, ShapeText.Of(report.Summary), report.Summary.Parameters, recipe.Seed, 0).Draw(width),
            Line.Empty.Add($"before the first step, {Numbers.Of(report.Draws.Samples.Count, "draw")} of its first weights", Palette.Quiet),
            .. recipe.Pretrain is null ? Array.Empty<Line>() : [.. Items.Wrap(
                "and before its layers are pre-trained: what is found here is found of the network as it is drawn", width)],
            Line.Empty,
            .. PreflightView.Draw(report, width),
            Line.Empty,
            .. FindingsView.Draw(report.Findings, width),
            .. report.Findings.Count > 0 ? new[] { Line.Empty } : [],
            .. FindingsView.Close(report.Findings, width, name),
        ]);
    }
}
