using Weir.Tensors;

namespace Weir.Nn;

/// <summary>What stands behind the convolutions of a network of images.</summary>
public enum ClassifierHead
{
    /// <summary>The mean over all pixels and one dense layer: any extent of image.</summary>
    Global,

    /// <summary>7×7 pixels, two dense layers of 4096 with dropout and one of outputs, as first published for 224×224.</summary>
    Dense,
}

/// <summary>Plain stacks of 3×3 convolutions (Simonyan and Zisserman, 2015): the gradient has no way but through every layer.</summary>
public static class Vgg
{
    private static readonly Dictionary<int, int[]> Stages = new()
    {
        [11] = [1, 1, 2, 2, 2],
        [13] = [2, 2, 2, 2, 2],
        [16] = [2, 2, 3, 3, 3],
        [19] = [2, 2, 4, 4, 4],
    };

    /// <summary>The depths that there are.</summary>
    public static IReadOnlyCollection<int> Depths => Stages.Keys;

    /// <summary>
    /// Makes the network. With 3 channels, 1000 outputs and the dense head VGG-16 has 138,357,544 parameters and VGG-19 143,667,240. With
    /// batch norm the convolutions have no bias, whose part the norm plays: 4,224 and 5,504 parameters fewer than where both are counted.
    /// </summary>
    /// <param name="depth">11, 13, 16 or 19 layers with weights.</param>
    /// <param name="outputs">Outputs.</param>
    /// <param name="channels">Channels of the images. Default 3.</param>
    /// <param name="batchNorm">Whether each convolution is followed by batch norm. Default false.</param>
    /// <param name="head">What stands behind the convolutions. Default <see cref="ClassifierHead.Global"/>.</param>
    /// <param name="width">Channels of the first stage; later ones have up to eight times as many. Default 64.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such depth.</exception>
    public static Sequential Build(int depth, int outputs, int channels = 3, bool batchNorm = false,
        ClassifierHead head = ClassifierHead.Global, int width = 64)
    {
        if (!Stages.TryGetValue(depth, out int[]? stages))
            throw new ArgumentOutOfRangeException(nameof(depth), depth, $"there is a VGG of {string.Join(", ", Stages.Keys)} layers");
        List<Module> parts = [];
        int inputs = channels;
        for (int stage = 0; stage < stages.Length; stage++)
        {
            int units = width << Math.Min(stage, 3);
            for (int i = 0; i < stages[stage]; i++, inputs = units)
                parts.Add(batchNorm ? new ConvBlock(inputs, units, 3, activation: new Relu())
                    : new Conv2d(inputs, units, 3, new ConvolutionOptions { Padding = 1 }, new Relu()));
            parts.Add(new MaxPool2d());
        }

        if (head == ClassifierHead.Global)
            parts.AddRange([new GlobalAveragePool2d(), new Linear(inputs, outputs)]);
        else
            parts.AddRange([new AdaptiveAveragePool2d(7), new Flatten(), new Linear(49 * inputs, 4096, new Relu()), new Dropout(),
                new Linear(4096, 4096, new Relu()), new Dropout(), new Linear(4096, outputs)]);
        return new Sequential([.. parts]);
    }
}
