using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Weir.Bench.TorchSharp;

/// <summary>A network and its data, as Weir and PyTorch run them.</summary>
/// <param name="Name">As on their sides.</param>
/// <param name="Batch">Samples of a step.</param>
/// <param name="Make">Makes the network.</param>
/// <param name="Data">So many samples and their labels.</param>
internal sealed record Workload(string Name, int Batch, Func<Module<Tensor, Tensor>> Make, Func<int, (Tensor Inputs, Tensor Labels)> Data)
{
    private const int Characters = 65, Context = 128;
    private static readonly long[] s_small = [784, 100, 100, 100, 100, 10], s_wide = [784, 2048, 1024, 512, 256, 10];
    private static readonly Func<int, (Tensor, Tensor)> s_flat = samples => (randn(samples, 784), Classes(samples, 10));

    private static readonly Workload[] s_all =
    [
        new("mlp-small-b10", 10, () => Networks.Dense(s_small), s_flat),
        new("mlp-small-b128", 128, () => Networks.Dense(s_small), s_flat),
        new("mlp-wide-b10", 10, () => Networks.Dense(s_wide), s_flat),
        new("mlp-wide-b128", 128, () => Networks.Dense(s_wide), s_flat),
        new("vgg19bn-32-b32", 32, Networks.Vgg19, samples => (randn(samples, 3, 32, 32), Classes(samples, 10))),
        new("resnet18-224-b8", 8, Networks.ResNet18, samples => (randn(samples, 3, 224, 224), Classes(samples, 10))),
        new("char-transformer-b16", 16, () => new CharacterTransformer(Characters, Context),
            samples => (randint(0, Characters, [samples, Context], ScalarType.Int64), Classes(samples * Context, Characters))),
    ];

    /// <summary>The workload of a name.</summary>
    public static Workload Named(string name) => s_all.Single(workload => workload.Name == name);

    private static Tensor Classes(int samples, int classes) => randint(0, classes, [samples], ScalarType.Int64);
}
