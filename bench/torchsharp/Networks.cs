using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Weir.Bench.TorchSharp;

/// <summary>The networks of the workloads.</summary>
internal static class Networks
{
    // Channels of convolutions of 3×3; 0 is a pool of 2×2.
    private static readonly int[] s_vgg19 =
        [64, 64, 0, 128, 128, 0, 256, 256, 256, 256, 0, 512, 512, 512, 512, 0, 512, 512, 512, 512, 0];

    /// <summary>Dense layers with rectifiers between them.</summary>
    public static Module<Tensor, Tensor> Dense(long[] sizes)
    {
        List<Module<Tensor, Tensor>> layers = [];
        for (int i = 0; i + 1 < sizes.Length; i++)
        {
            layers.Add(Linear(sizes[i], sizes[i + 1]));
            if (i + 2 < sizes.Length)
                layers.Add(ReLU());
        }

        return Sequential(layers);
    }

    /// <summary>VGG19 with batch norm for images of 32×32.</summary>
    public static Module<Tensor, Tensor> Vgg19()
    {
        List<Module<Tensor, Tensor>> layers = [];
        int channels = 3;
        foreach (int width in s_vgg19)
        {
            if (width == 0)
            {
                layers.Add(MaxPool2d(2, 2));
                continue;
            }

            layers.AddRange([Conv2d(channels, width, 3, padding: 1), BatchNorm2d(width), ReLU()]);
            channels = width;
        }

        layers.AddRange([Flatten(), Linear(512, 10)]);
        return Sequential(layers);
    }

    /// <summary>ResNet-18 for images of 224×224.</summary>
    public static Module<Tensor, Tensor> ResNet18()
    {
        List<Module<Tensor, Tensor>> layers =
            [Conv2d(3, 64, 7, stride: 2, padding: 3, bias: false), BatchNorm2d(64), ReLU(), MaxPool2d(3, 2, 1)];
        int channels = 64;
        foreach ((int width, int stride) in new[] { (64, 1), (128, 2), (256, 2), (512, 2) })
        {
            layers.AddRange([new BasicBlock(channels, width, stride), new BasicBlock(width, width, 1)]);
            channels = width;
        }

        layers.AddRange([AdaptiveAvgPool2d(1), Flatten(), Linear(512, 10)]);
        return Sequential(layers);
    }
}
