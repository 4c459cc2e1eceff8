using System.Runtime.CompilerServices;
using Weir.Data;
using Weir.Flow;
using Weir.Nn;
using Weir.Training;

namespace Weir.Diagnosis.Tests;

/// <summary>Tests that set the current folder and the console, which belong to the whole process.</summary>
[CollectionDefinition(nameof(ProcessWide), DisableParallelization = true)]
public sealed class ProcessWide;

/// <summary>The C# examples of docs/diagnosis.md are this file's, and they run.</summary>
[Collection(nameof(ProcessWide))]
public class DocumentedExamplesTests
{
    private static string Page { get; } = File.ReadAllText(Path.Combine(Runs.Root, "docs", "diagnosis.md")).ReplaceLineEndings("\n");

    [Fact]
    public void The_examples_of_the_manual_are_those_that_run_here()
    {
        string[] blocks = [.. Page.Split("```csharp\n").Skip(1).Select(part => part[..part.IndexOf("```", StringComparison.Ordinal)])];
        blocks.ShouldBe(Examples());
        blocks.Length.ShouldBe(4);
    }

    [Fact]
    public void The_examples_find_what_they_promise()
    {
        using Folder folder = new();
        Directory.CreateDirectory(folder["recipes/symptoms"]);
        File.Copy(Path.Combine(Runs.Root, "recipes", "symptoms", "vanishing-gradient.yaml"),
            folder["recipes/symptoms/vanishing-gradient.yaml"]);
        string before = Directory.GetCurrentDirectory();
        TextWriter console = Console.Out;
        using StringWriter said = new();
        try
        {
            Directory.SetCurrentDirectory(folder.Path);
            Console.SetOut(said);
            Run();
        }
        finally
        {
            Console.SetOut(console);
            Directory.SetCurrentDirectory(before);
        }

        said.ToString().ShouldStartWith("Error WEIR101 vanishing-gradient: before training");
        said.ToString().ShouldContain("step 1: before training");
    }

    [Fact]
    public void The_recipe_of_the_manual_is_one()
    {
        string block = Page.Split("```yaml\n")[1].Split("```")[0];
        Recipe recipe = RecipeReader.Parse(block, "docs/diagnosis.md");
        DiagnosisOptions.Of(recipe).Thresholds["plateau.fraction"].ShouldBe(0.8);
        RecipeReader.Parse(RecipeWriter.Write(recipe)).ShouldBe(recipe);
    }

    [Fact]
    public void Every_page_of_the_manual_that_diagnosis_names_is_there()
    {
        foreach (string page in (string[])["findings.md", "trace.md", "diagnostics"])
            Path.Exists(Path.Combine(Runs.Root, "docs", page)).ShouldBeTrue(page);
    }

    private static void Run()
    {
        // example
        Recipe recipe = RecipeReader.Read("recipes/symptoms/vanishing-gradient.yaml");
        PreflightReport report = Preflight.Check(recipe, new PreflightOptions { Diagnosis = DiagnosisOptions.Of(recipe) });
        foreach (Finding finding in report.Findings)
            Console.WriteLine($"{finding.Severity} {finding.Diagnostic}: {finding.Message}");
        // end of example

        // example
        Sequential model = new(new Linear(784, 32, new Sigmoid()), new Linear(32, 10));
        model.Initialize(seed: 1);
        DataSplit data = DataSources.Load("digits", new DataRequest { TrainingCount = 500, ValidationCount = 100 });
        PreflightReport ofModule = Preflight.Check(model, data, new CrossEntropy(), new OptimizerRecipe(new AdamOptions { Rate = 1e-3 }),
            batch: 32, epochs: 5);
        // end of example
        ofModule.Findings.ShouldNotContain(finding => finding.Severity == Severity.Error);

        // example
        using Trainer trainer = Trainer.Start(recipe, new TrainerOptions { RunsDirectory = "runs" });
        RunWatch watch = new(trainer, found: finding => Console.WriteLine($"step {finding.Step}: {finding.Message}"));
        trainer.Run(watch);
        // end of example
        watch.Findings[0].Diagnostic.Name.ShouldBe("vanishing-gradient");

        // example
        DiagnosedRun run = DiagnosedRun.Read("runs/vanishing-gradient");
        Trace trace = TraceReader.Read("runs/vanishing-gradient/flow.jsonl");
        IReadOnlyList<Finding> findings = Diagnosis.Of(trace, facts: run.Facts);
        // end of example
        findings.ShouldContain(finding => finding.Diagnostic.Name == "vanishing-gradient");
    }

    private static IEnumerable<string> Examples([CallerFilePath] string here = "")
    {
        string[] lines = File.ReadAllText(here).ReplaceLineEndings("\n").Split('\n');
        for (int start = Array.FindIndex(lines, line => line.Trim() == "// example"); start >= 0; start =
            Array.FindIndex(lines, start + 1, line => line.Trim() == "// example"))
        {
            int end = Array.FindIndex(lines, start, line => line.Trim() == "// end of example");
            yield return string.Concat(lines[(start + 1)..end].Select(line => line[Math.Min(line.Length, 8)..] + "\n"));
        }
    }
}
