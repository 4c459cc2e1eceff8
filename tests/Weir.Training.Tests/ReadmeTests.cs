using System.Runtime.CompilerServices;

namespace Weir.Training.Tests;

/// <summary>Tests that set the current folder and the console, which belong to the whole process.</summary>
[CollectionDefinition(nameof(ProcessWide), DisableParallelization = true)]
public sealed class ProcessWide;

/// <summary>The C# example of README.md is this file's, and it runs.</summary>
[Collection(nameof(ProcessWide))]
public sealed class ReadmeTests
{
    [Fact]
    public void The_example_of_the_readme_is_the_one_that_runs_here()
    {
        string readme = File.ReadAllText(Path.Combine(ShippedRecipesTests.Folder(), "..", "README.md")).ReplaceLineEndings("\n");
        const string fence = "```csharp\n";
        int start = readme.IndexOf(fence, StringComparison.Ordinal) + fence.Length;
        readme[start..readme.IndexOf("```", start, StringComparison.Ordinal)].ShouldBe("using Weir.Training;\n\n" + Example());
    }

    [Fact]
    public void The_example_trains_the_recipe_and_keeps_its_run()
    {
        using TemporaryFolder folder = new();
        string recipes = Directory.CreateDirectory(folder.File("recipes")).FullName;
        File.Copy(Path.Combine(ShippedRecipesTests.Folder(), "digits-sigmoid-8.yaml"), Path.Combine(recipes, "digits-sigmoid-8.yaml"));
        string before = Directory.GetCurrentDirectory();
        TextWriter console = Console.Out;
        using StringWriter said = new();
        try
        {
            Directory.SetCurrentDirectory(folder.Root);
            Console.SetOut(said);
            Train();
        }
        finally
        {
            Console.SetOut(console);
            Directory.SetCurrentDirectory(before);
        }

        said.ToString().ShouldStartWith("150210 parameters, validation ");
        RunDirectory.ReadRecord(folder.File("runs/digits-sigmoid-8"))!.Status.ShouldBe("finished");
    }

    private static void Train()
    {
        // example
        Recipe recipe = RecipeReader.Read("recipes/digits-sigmoid-8.yaml");
        using Trainer trainer = Trainer.Start(recipe, new TrainerOptions { RunsDirectory = "runs" });
        TrainingResult result = trainer.Run();
        Console.WriteLine($"{trainer.Info.Parameters} parameters, validation {result.Last?.ValidationAccuracy:P1}");
        // end of example
    }

    private static string Example([CallerFilePath] string here = "")
    {
        string[] lines = File.ReadAllText(here).ReplaceLineEndings("\n").Split('\n');
        int start = Array.FindIndex(lines, line => line.Trim() == "// example") + 1;
        int end = Array.FindIndex(lines, start, line => line.Trim() == "// end of example");
        return string.Concat(lines[start..end].Select(line => line.Trim() + "\n"));
    }
}
