using Weir.Data;

namespace Weir.Training.Tests;

public class DocumentedRecipesTests
{
    [Fact]
    public void Every_example_of_the_manual_is_a_recipe()
    {
        string text = File.ReadAllText(Path.Combine(ShippedRecipesTests.Folder(), "..", "docs", "recipes.md"));
        string[] examples = [.. text.Split("```yaml\n").Skip(1).Select(part => part[..part.IndexOf("```", StringComparison.Ordinal)])];
        examples.Length.ShouldBe(4);
        foreach (string example in examples)
        {
            Recipe recipe = RecipeReader.Parse(example, "docs/recipes.md");
            RecipeReader.Parse(RecipeWriter.Write(recipe)).ShouldBe(recipe);
        }
    }

    [Fact]
    public void The_manual_names_every_source_with_its_options_and_every_key()
    {
        string text = File.ReadAllText(Path.Combine(ShippedRecipesTests.Folder(), "..", "docs", "recipes.md"));
        foreach (string name in DataSources.All.Select(source => source.Name).Concat(Weir.Nn.Activations.All.Keys).Concat(Weir.Nn.Losses.All.Keys))
            text.ShouldContain($"`{name}`");
        using var schema = System.Text.Json.JsonDocument.Parse(RecipeSchema.Write());
        foreach (System.Text.Json.JsonProperty key in schema.RootElement.GetProperty("properties").EnumerateObject())
            text.ShouldContain($"`{key.Name}`");
    }
}
