using Weir.Data;

namespace Weir.Training.Tests;

public class DocumentedRecipesTests
{
    [Fact]
    public void Every_example_of_the_manual_is_a_recipe()
    {
        string text = File.ReadAllText(Path.Combine(ShippedRecipesTests.Folder(), "..", "docs", "recipes.md"));
        string[] examples = [.. text.Split("```yaml\n").Skip(1).Select(part => part[..part.IndexOf("```", StringComparison.Ordinal)])];
        examples.Length.ShouldBe(5);
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
        foreach (string name in DataSources.All.Select(source => source.Name).Concat(Weir.Nn.Activations.All.Keys)
            .Concat(Weir.Nn.Losses.All.Keys))
            text.ShouldContain($"`{name}`");
        using var schema = System.Text.Json.JsonDocument.Parse(RecipeSchema.Write());
        foreach (System.Text.Json.JsonProperty key in schema.RootElement.GetProperty("properties").EnumerateObject())
            text.ShouldContain($"`{key.Name}`");
    }

    [Fact]
    public void The_page_on_data_has_a_section_with_a_recipe_for_every_source()
    {
        string text = File.ReadAllText(Path.Combine(ShippedRecipesTests.Folder(), "..", "docs", "data.md"));
        foreach (IDataSource source in DataSources.All)
        {
            text.ShouldContain($"\n### {source.Name}\n");
            text.Split($"\n### {source.Name}\n")[1].Split("\n##")[0].ShouldContain("```yaml\n");
        }
    }

    [Theory]
    [InlineData("optimizers.md")]
    [InlineData("schedules.md")]
    [InlineData("data.md")]
    public void Every_block_of_the_pages_on_parts_reads_as_part_of_a_recipe(string page)
    {
        string text = File.ReadAllText(Path.Combine(ShippedRecipesTests.Folder(), "..", "docs", page));
        string[] blocks = [.. text.Split("```yaml\n").Skip(1).Select(part => part[..part.IndexOf("```", StringComparison.Ordinal)])];
        blocks.Length.ShouldBeGreaterThan(10);
        foreach (string block in blocks)
        {
            string whole = "model:\n  - linear: outputs\n"
                + (block.Contains("optimizer:", StringComparison.Ordinal) ? "" : "optimizer: adam\n") + block;
            Recipe recipe = RecipeReader.Parse(whole, page);
            RecipeReader.Parse(RecipeWriter.Write(recipe), page).ShouldBe(recipe);
            recipe.ScheduleOver(new RunSpan(1000, 100)).RateAt(500).ShouldBeGreaterThan(0);
        }
    }

    [Theory]
    [InlineData("checkpoints.md", 1)]
    [InlineData("pretraining.md", 2)]
    public void Every_block_of_other_pages_is_a_recipe(string page, int count)
    {
        string text = File.ReadAllText(Path.Combine(ShippedRecipesTests.Folder(), "..", "docs", page));
        string[] blocks = [.. text.Split("```yaml\n").Skip(1).Select(part => part[..part.IndexOf("```", StringComparison.Ordinal)])];
        blocks.Length.ShouldBe(count);
        foreach (string block in blocks)
        {
            Recipe recipe = RecipeReader.Parse(block, page);
            RecipeReader.Parse(RecipeWriter.Write(recipe), page).ShouldBe(recipe);
        }
    }

    [Fact]
    public void Every_optimizer_link_and_schedule_has_a_section_and_a_block()
    {
        using var schema = System.Text.Json.JsonDocument.Parse(RecipeSchema.Write());
        System.Text.Json.JsonElement keys = schema.RootElement.GetProperty("properties");
        foreach ((string page, System.Text.Json.JsonElement family) in new[] { ("optimizers.md", keys.GetProperty("optimizer")),
            ("optimizers.md", keys.GetProperty("gradient").GetProperty("items")), ("schedules.md", keys.GetProperty("schedule")),
            ("data.md", keys.GetProperty("data").GetProperty("anyOf")[1].GetProperty("properties").GetProperty("augment")
            .GetProperty("items")) })
        {
            string text = File.ReadAllText(Path.Combine(ShippedRecipesTests.Folder(), "..", "docs", page));
            string[] names = [.. family.GetProperty("anyOf")[0].GetProperty("enum").EnumerateArray().Select(name => name.GetString()!)];
            names.Length.ShouldBeGreaterThan(7);
            foreach (string name in names)
            {
                text.ShouldContain($"\n## {name}\n");
                string section = text.Split($"\n## {name}\n")[1].Split("\n## ")[0];
                section.ShouldContain("```yaml\n");
                if (!family.GetProperty("anyOf")[1].GetProperty("properties").GetProperty(name)
                    .TryGetProperty("properties", out System.Text.Json.JsonElement options))
                    continue;
                foreach (System.Text.Json.JsonProperty option in options.EnumerateObject())
                    text.ShouldContain($"`{option.Name}`");
            }
        }
    }
}
