using Weir.Tensors;

namespace Weir.Training.Tests;

public class ShippedRecipesTests
{
    public static TheoryData<string> Files() =>
        [.. Directory.EnumerateFiles(Folder(), "*.yaml").Select(file => Path.GetFileName(file)).Order(StringComparer.Ordinal)];

    /// <summary>Those in folders below as well, as <c>symptoms/plateau.yaml</c>.</summary>
    public static TheoryData<string> FilesOfAllFolders() =>
    [
        .. Directory.EnumerateFiles(Folder(), "*.yaml", SearchOption.AllDirectories)
            .Select(file => Path.GetRelativePath(Folder(), file).Replace('\\', '/')).Order(StringComparer.Ordinal),
    ];

    [Theory]
    [MemberData(nameof(Files))]
    public void Every_shipped_recipe_builds_its_network_and_survives_writing(string file)
    {
        Recipe recipe = RecipeReader.Read(Path.Combine(Folder(), file));
        recipe.Name.ShouldBe(Path.GetFileNameWithoutExtension(file));
        (Shape input, Shape output) = Task(recipe.Data);
        NetworkBuilder.Build(recipe, input, output).ParameterCount.ShouldBeGreaterThan(700);
        RecipeReader.Parse(RecipeWriter.Write(recipe)).ShouldBe(recipe);
    }

    /// <summary>Four hidden layers and the one-path network are reported after 60 epochs.</summary>
    [Theory]
    [InlineData("mnist-onepath-relu", 60)]
    [InlineData("mnist-onepath-sigmoid", 60)]
    [InlineData("mnist-relu-4", 60)]
    [InlineData("mnist-relu-500-300-150-50", 60)]
    [InlineData("mnist-relu-2048-1024-512-256", 60)]
    [InlineData("mnist-sigmoid-4", 60)]
    [InlineData("mnist-sigmoid-500-300-150-50", 60)]
    [InlineData("mnist-sigmoid-2048-1024-512-256", 60)]
    [InlineData("mnist-relu-3", 30)]
    [InlineData("mnist-sigmoid-8", 30)]
    public void The_recipes_train_as_long_as_is_reported_elsewhere(string name, int epochs) =>
        RecipeReader.Read(Path.Combine(Folder(), $"{name}.yaml")).Budget.Epochs.ShouldBe(epochs);

    [Fact]
    public void The_schema_in_the_folder_is_that_of_the_reader()
    {
        string file = Path.Combine(Folder(), "recipe.schema.json");
        if (Environment.GetEnvironmentVariable("WEIR_WRITE_SCHEMA") == "1")
            File.WriteAllText(file, RecipeSchema.Write());
        File.ReadAllText(file).ShouldBe(RecipeSchema.Write(),
            "a key has changed: run the tests once with WEIR_WRITE_SCHEMA=1 and commit the file");
    }

    /// <summary>What comes in and what is wanted of a shipped recipe's network, without the files of its data.</summary>
    internal static (Shape Input, Shape Output) Task(DataRecipe data) => data.Source switch
    {
        "cifar-10" => (new Shape(32, 32, 3), new Shape(10)),
        "text" => (new Shape(data.Request.Length ?? 128), new Shape(data.Request.Length ?? 128, 65)),
        "shapes" => (new Shape(32, 32, 1), new Shape(32, 32, 3)),
        "adding" => (new Shape(data.Request.Length ?? 100, 2), new Shape(1)),
        _ => (data.Request.AsImages ? new Shape(28, 28, 1) : new Shape(784), new Shape(10)),
    };

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
