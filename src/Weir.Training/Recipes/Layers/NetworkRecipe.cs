using Weir.Nn;
using Weir.Tensors;
using Weir.Training.Forms;

namespace Weir.Training;

/// <summary>A whole network by its name, with as many outputs as the task has: <c>{network: resnet, depth: 20}</c>.</summary>
public sealed record NetworkRecipe : LayerRecipe
{
    private static readonly string[] s_names = ["lenet-5", "resnet", "vgg", "vgg-bn", "vision-transformer"];

    /// <summary>Its name: lenet-5, resnet, vgg, vgg-bn or vision-transformer.</summary>
    public string Network { get; init; } = "resnet";

    /// <summary>Layers with weights, or blocks of a transformer; null for the name's usual depth. Default null.</summary>
    public int? Depth { get; init; }

    internal static LayerForm Form { get; } = new OptionsLayerForm<NetworkRecipe>("network", new RecordForm<NetworkRecipe>("a network", new NetworkRecipe())
        .Field("network", $"The network: {string.Join(", ", s_names)}.", new WordForm<string>(null, [.. s_names.Select(name => (name, name))]), layer => layer.Network, (layer, value) => layer with { Network = value }, required: true)
        .Field("depth", "VGG: 11, 13, 16 or 19. ResNet: 18, 34 or 50 for large images, 6·n + 2 as 20, 32, 56, 110 for small ones. Transformer: its blocks. Default: 16, 20, 4.", new OptionalForm<int>(new IntegerForm<int>(1, 10_000)), layer => layer.Depth, (layer, value) => layer with { Depth = value })
        .Check(layer => layer.Wrong()));

    /// <inheritdoc/>
    public override (Module Module, Shape Output) Build(Shape input, int outputs)
    {
        ImageShapes.Check(Network, input);
        Module network = Network switch
        {
            "lenet-5" => input[0] == input[1] && input[0] is 28 or 32
                ? LeNet5.Build(outputs, input[2], (32 - input[0]) / 2)
                : throw new ShapeException($"lenet-5: samples of shape {input} come in; images of 28×28 or 32×32 are expected"),
            "vgg" => Vgg.Build(Depth ?? 16, outputs, input[2]),
            "vgg-bn" => Vgg.Build(Depth ?? 16, outputs, input[2], batchNorm: true),
            "vision-transformer" => new VisionTransformer(new Extent(input[0], input[1]), outputs, input[2], depth: Depth ?? 4),
            _ => ResNet.Build(Depth ?? 20, outputs, input[2]),
        };
        return (network, new Shape(outputs));
    }

    private string? Wrong() => (Network, Depth) switch
    {
        ("lenet-5", not null) => "lenet-5 has a fixed depth",
        ("vgg" or "vgg-bn", { } depth) when !Vgg.Depths.Contains(depth) => $"there is a VGG of {string.Join(", ", Vgg.Depths)} layers, not of {depth}",
        ("resnet", { } depth) when !ResNet.Depths.Contains(depth) && (depth < 8 || (depth - 2) % 6 != 0) => $"there is a ResNet of {string.Join(", ", ResNet.Depths)} or 6·n + 2 layers (20, 32, 56, 110), not of {depth}",
        _ => null,
    };
}
