using Weir.Nn;
using Weir.Tensors;

namespace Weir.Training;

/// <summary>A network by name: what it is made of, and which options it has. A new one is an entry of <see cref="All"/>.</summary>
/// <param name="Options">The keys that it has besides its name.</param>
/// <param name="Wrong">What is wrong with its options, or null.</param>
/// <param name="Build">Makes it.</param>
internal sealed record NetworkFamily(string[] Options,
    Func<NetworkRecipe, string?> Wrong, Func<NetworkRecipe, Shape, int, (Module Module, Shape Output)> Build)
{
    public static IReadOnlyDictionary<string, NetworkFamily> All { get; } =
        new SortedDictionary<string, NetworkFamily>(StringComparer.Ordinal)
        {
            ["char-transformer"] = new(["depth", "width", "heads", "dropout"], _ => null, Characters),
            ["lenet-5"] = new([], _ => null, Images((recipe, input, outputs) => input[0] == input[1] && input[0] is 28 or 32
                ? LeNet5.Build(outputs, input[2], (32 - input[0]) / 2)
                : throw new ShapeException($"lenet-5: samples of shape {input} come in; images of 28×28 or 32×32 are expected"))),
            ["mlp"] = new(["depth", "width", "activation", "weight"], _ => null, (recipe, input, outputs) =>
            {
                int width = recipe.Width ?? 100, depth = recipe.Depth ?? 3;
                NetworkBuilder.CheckSize(((long)input.Size * width) + ((long)width * width * Math.Max(0, depth - 2)));
                return (Mlp.Build(input.Size, outputs, depth, width, recipe.Activation is { } activation ? activation.Activation : null,
                    recipe.Weight?.Initializer()), new Shape(outputs));
            }),
            ["resnet"] = new(["depth", "width", "dropout"], ResNetDepth,
            Images((recipe, input, outputs) => ResNet.Depths.Contains(recipe.Depth ?? 20)
            ? ResNet.Large(recipe.Depth!.Value, outputs, input[2], recipe.Width ?? 64)
            : ResNet.Small(recipe.Depth ?? 20, outputs, input[2], recipe.Width ?? 16, recipe.Dropout))),
            ["vgg"] = new(["depth", "width", "head"], VggDepth,
            Images((recipe, input, outputs) => VggOf(recipe, input, outputs, batchNorm: false))),
            ["vgg-bn"] = new(["depth", "width", "head"], VggDepth,
            Images((recipe, input, outputs) => VggOf(recipe, input, outputs, batchNorm: true))),
            ["vision-transformer"] = new(["depth", "width", "heads", "patch", "dropout"], _ => null, Images((recipe, input, outputs) =>
                new VisionTransformer(new Extent(input[0], input[1]), outputs, input[2], recipe.Patch ?? 4, recipe.Width ?? 64, recipe.Depth
                    ?? 4, recipe.Heads ?? 4, recipe.Dropout))),
        };

    private static Func<NetworkRecipe, Shape, int, (Module Module, Shape Output)> Images(Func<NetworkRecipe, Shape, int, Module> build) =>
        (recipe, input, outputs) =>
    {
        ImageShapes.Check(recipe.Network, input);
        return (build(recipe, input, outputs), new Shape(outputs));
    };

    private static (Module Module, Shape Output) Characters(NetworkRecipe recipe, Shape input, int outputs) => input.Rank == 1
        ? (CharacterTransformer.Build(outputs, input[0], recipe.Width ?? 128, recipe.Depth ?? 4, recipe.Heads ?? 4, recipe.Dropout),
            input.Append(outputs))
        : throw new ShapeException($"char-transformer: a sample of shape {input} comes in; a row of tokens is expected");

    private static Sequential VggOf(NetworkRecipe recipe, Shape input, int outputs, bool batchNorm) => input[0] < 32 || input[1] < 32
        ? throw new ShapeException($"{recipe.Network}: samples of shape {input} come in; five times halved, an image needs 32×32 pixels "
            + "or more")
        : Vgg.Build(recipe.Depth ?? 16, outputs, input[2], batchNorm, recipe.Head ?? ClassifierHead.Global, recipe.Width ?? 64);

    private static string? VggDepth(NetworkRecipe recipe) => recipe.Depth is { } depth && !Vgg.Depths.Contains(depth)
        ? $"there is a VGG of {string.Join(", ", Vgg.Depths)} layers, not of {depth}"
        : null;

    private static string? ResNetDepth(NetworkRecipe recipe)
    {
        int depth = recipe.Depth ?? 20;
        if (ResNet.Depths.Contains(depth))
            return recipe.Dropout > 0 ? $"'dropout' is for the ResNets for small images, not for ResNet-{depth}" : null;
        return depth < 8 || (depth - 2) % 6 != 0
            ? $"there is a ResNet of {string.Join(", ", ResNet.Depths)} or 6·n + 2 layers (20, 32, 56, 110), not of {depth}" : null;
    }
}
