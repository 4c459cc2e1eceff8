using Weir.Tensors;

namespace Weir.Training.Tests;

public class ShippedRecipesTests
{
    public static TheoryData<string> Files() => [.. Directory.EnumerateFiles(Folder(), "*.yaml").Select(Path.GetFileName).Order(StringComparer.Ordinal)!];

    [Theory]
    [MemberData(nameof(Files))]
    public void Every_shipped_recipe_builds_its_network_and_survives_writing(string file)
    {
        Recipe recipe = RecipeReader.Read(Path.Combine(Folder(), file));
        recipe.Name.ShouldBe(Path.GetFileNameWithoutExtension(file));
        NetworkBuilder.Build(recipe, new Shape(784), 10).ParameterCount.ShouldBeGreaterThan(700);
        RecipeReader.Parse(RecipeWriter.Write(recipe)).ShouldBe(recipe);
    }

    [Fact]
    public void The_schema_in_the_folder_is_that_of_the_reader() =>
        File.ReadAllText(Path.Combine(Folder(), "recipe.schema.json")).ShouldBe(RecipeSchema.Write(), "write it anew with WEIR_WRITE_SCHEMA=1 ./test");

    internal static string Folder()
    {
        for (DirectoryInfo? folder = new(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "Weir.slnx")))
                return Path.Combine(folder.FullName, "recipes");
        }

        throw new DirectoryNotFoundException("recipes");
    }
}
