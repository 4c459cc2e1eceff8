using Weir.Data;

namespace Weir.Training.Tests;

public class DocumentedRecipesTests
{
    private static string Docs { get; } = Path.GetFullPath(Path.Combine(ShippedRecipesTests.Folder(), "..", "docs"));

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

    private static string[] Named { get; } = [.. Directory.GetFiles(Docs, "*.md", SearchOption.AllDirectories)
        .Select(file => Path.GetRelativePath(Docs, file).Replace('\\', '/')).Order(StringComparer.Ordinal)
        // A study is no recipe, and the examples of diagnostics are held with their pages.
        .Where(page => page != "studies.md" && !page.StartsWith("diagnostics/", StringComparison.Ordinal) && Blocks(page).Length > 0)];

    public static TheoryData<string> Pages() => [.. Named];

    [Theory]
    [MemberData(nameof(Pages))]
    public void Every_block_of_a_page_reads_as_a_recipe_or_part_of_one(string page)
    {
        foreach (string block in Blocks(page))
        {
            string whole = (block.Contains("model:", StringComparison.Ordinal) ? "" : "model:\n  - linear: outputs\n")
                + (block.Contains("optimizer:", StringComparison.Ordinal) ? "" : "optimizer: adam\n") + block;
            Recipe recipe = RecipeReader.Parse(whole, page);
            RecipeReader.Parse(RecipeWriter.Write(recipe), page).ShouldBe(recipe);
            recipe.ScheduleOver(new RunSpan(1000, 100)).RateAt(500).ShouldBeGreaterThan(0);
        }
    }

    [Fact]
    public void There_are_such_pages() => Named.Length.ShouldBeGreaterThan(15);

    [Fact]
    public void Every_optimizer_link_and_schedule_has_a_section_and_a_block()
    {
        using var schema = System.Text.Json.JsonDocument.Parse(RecipeSchema.Write());
        System.Text.Json.JsonElement keys = schema.RootElement.GetProperty("properties");
        foreach ((string page, System.Text.Json.JsonElement family) in new[] { ("optimizers.md", keys.GetProperty("optimizer")),
            ("techniques/clipping.md", keys.GetProperty("gradient").GetProperty("items")), ("schedules.md", keys.GetProperty("schedule")),
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

    /// <summary>The blocks of YAML of a page; a word behind the language is the file that they are saved as.</summary>
    private static string[] Blocks(string page) => [.. File.ReadAllText(Path.Combine(Docs, page)).ReplaceLineEndings("\n").Split("```yaml")
        .Skip(1).Select(part => part[(part.IndexOf('\n', StringComparison.Ordinal) + 1)..part.IndexOf("```", StringComparison.Ordinal)])];
}
