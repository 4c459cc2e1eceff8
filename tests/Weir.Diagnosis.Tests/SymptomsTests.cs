using Weir.Training;

namespace Weir.Diagnosis.Tests;

/// <summary>The teaching recipes in <c>recipes/symptoms/</c>, each with the symptom that it is named after.</summary>
public class SymptomsTests
{
    [Theory]
    [InlineData("vanishing-gradient", Severity.Error)]
    [InlineData("exploding-gradient", Severity.Error)]
    [InlineData("dying-relu", Severity.Error)]
    [InlineData("saturation", Severity.Warning)]
    public void Preflight_ranks_the_symptom_first(string name, Severity severity)
    {
        PreflightReport report = Preflight.Check(Read(name), new PreflightOptions { Draws = 3, Threads = 1 });
        report.Findings[0].Diagnostic.Name.ShouldBe(name);
        ((int)report.Findings[0].Severity).ShouldBeGreaterThanOrEqualTo((int)severity);
        report.Findings[0].Layers.ShouldNotBeEmpty();
    }

    [Fact]
    public void Steps_zig_zag_where_outputs_are_not_centred_and_do_not_where_they_are()
    {
        Recipe recipe = Read("zig-zag");
        Found(recipe).ShouldContain("zig-zag");
        Found(recipe with { Model = [.. recipe.Model.Select(layer => layer is LinearRecipe { Activation: not null } linear ? linear with { Activation = new Choice("tanh") } : layer)] }).ShouldNotContain("zig-zag");

        static IEnumerable<string> Found(Recipe recipe)
        {
            using Trainer trainer = Trainer.Start(recipe, new TrainerOptions { Threads = 1 });
            RunWatch watch = new(trainer);
            trainer.Run(watch);
            return watch.Findings.Select(finding => finding.Diagnostic.Name);
        }
    }

    [Fact]
    public void Every_symptom_names_its_finding_and_what_to_try()
    {
        string[] files = Directory.GetFiles(Path.Combine(Runs.Root, "recipes", "symptoms"), "*.yaml");
        files.Length.ShouldBe(5);
        foreach (string file in files)
        {
            Recipe recipe = RecipeReader.Read(file);
            recipe.Name.ShouldBe(Path.GetFileNameWithoutExtension(file));
            string text = File.ReadAllText(file);
            text.ShouldContain("# Look at: ");
            text.ShouldContain($"# Finding: {RuleList.Find(recipe.Name)!.Diagnostic}. Try: ");
        }
    }

    private static Recipe Read(string name) => RecipeReader.Read(Path.Combine(Runs.Root, "recipes", "symptoms", $"{name}.yaml"));
}
