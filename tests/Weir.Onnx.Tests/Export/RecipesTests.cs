using Weir.Data;
using Weir.Nn;
using Weir.Tensors;
using Weir.Training;
using Xunit.Abstractions;

namespace Weir.Onnx.Tests.Export;

/// <summary>Every shipped recipe's network gives the same outputs in ONNX Runtime.</summary>
public sealed class RecipesTests(ITestOutputHelper output)
{
    private static readonly string s_folder = Path.Combine(AppContext.BaseDirectory, "recipes");

    // Data that has to be fetched: only its shapes are needed here.
    private static readonly Dictionary<string, (Shape Input, Shape Output, int? Tokens)> s_fetched = new()
    {
        ["mnist"] = (new Shape(784), new Shape(10), null),
        ["mnist images"] = (new Shape(28, 28, 1), new Shape(10), null),
        ["cifar-10"] = (new Shape(32, 32, 3), new Shape(10), null),
        ["text"] = (new Shape(128), new Shape(128, 65), 65),
    };

    public static TheoryData<string> Names =>
        [.. Directory.EnumerateFiles(s_folder, "*.yaml", SearchOption.AllDirectories).Select(file => Path.GetRelativePath(s_folder, file))
            .Order()];

    [Fact]
    public void There_are_as_many_as_are_shipped() => Names.Count.ShouldBeGreaterThanOrEqualTo(50);

    [RuntimeTheory]
    [MemberData(nameof(Names))]
    public void It_gives_the_same_as_ONNX_Runtime(string name)
    {
        Recipe recipe = RecipeReader.Read(Path.Combine(s_folder, name));
        (Shape input, Shape outputs, int? tokens) = Shapes(recipe);
        Module network = NetworkBuilder.Build(recipe, input, outputs).Ready(recipe.Seed);
        byte[] model = OnnxExport.ToBytes(network, input, new OnnxExportOptions { IsTokens = tokens is not null });
        float[] samples = Both.Samples(input, 4, tokens), expected = Both.Weir(network, input, samples);
        double difference = Both.Difference(Both.Runtime(model, input, samples, tokens is not null)["output"], expected);
        output.WriteLine($"{name}: {difference:e1}");
        difference.ShouldBeLessThan(1e-5);
    }

    private static (Shape Input, Shape Output, int? Tokens) Shapes(Recipe recipe)
    {
        string source = recipe.Data.Source;
        string key = source == "mnist" && recipe.Data.Request.AsImages ? "mnist images" : source;
        if (s_fetched.TryGetValue(key, out (Shape, Shape, int?) known))
            return known;
        Dataset training = recipe.Data.Load(null).Training;
        Shape outputs = training.Targets switch
        {
            ClassTargets { Grid: { } grid } masks => new Shape(grid.Height, grid.Width, masks.Classes),
            ClassTargets classes => new Shape(classes.Classes),
            _ => new Shape(((ValueTargets)training.Targets).Width),
        };
        return (training.InputShape, outputs, training.Tokens);
    }
}
