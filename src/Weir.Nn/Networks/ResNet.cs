using Weir.Tensors;

namespace Weir.Nn;

/// <summary>
/// Residual networks (He et al., 2016): a shortcut around every two or three convolutions, by which the gradient reaches all depths.
/// </summary>
public static class ResNet
{
    private static readonly Dictionary<int, int[]> Stages = new() { [18] = [2, 2, 2, 2], [34] = [3, 4, 6, 3], [50] = [3, 4, 6, 3] };

    /// <summary>The depths for large images; those for small ones are 6·n + 2, as 20, 32, 56 and 110.</summary>
    public static IReadOnlyCollection<int> Depths => Stages.Keys;

    /// <summary>The network of a depth: ResNet-18, 34 and 50 for large images, else that of 6·n + 2 layers for small ones.</summary>
    /// <param name="depth">18, 34, 50, or 6·n + 2 as 20, 32, 56, 110.</param>
    /// <param name="outputs">Outputs.</param>
    /// <param name="channels">Channels of the images. Default 3.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such depth.</exception>
    public static Sequential Build(int depth, int outputs, int channels = 3) => Stages.ContainsKey(depth) ? Large(depth, outputs, channels)
        : Small(depth, outputs, channels);

    /// <summary>For images of about 224×224. With 3 channels and 1000 outputs 11,689,512, 21,797,672 and 25,557,032 parameters.</summary>
    /// <param name="depth">18, 34 or 50.</param>
    /// <param name="outputs">Outputs.</param>
    /// <param name="channels">Channels of the images. Default 3.</param>
    /// <param name="width">Channels of the first stage. Default 64.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such depth.</exception>
    public static Sequential Large(int depth, int outputs, int channels = 3, int width = 64)
    {
        if (!Stages.TryGetValue(depth, out int[]? stages))
            throw new ArgumentOutOfRangeException(nameof(depth), depth,
                $"there is a ResNet of {string.Join(", ", Stages.Keys)} layers for large images");
        List<Module> parts = [new ConvBlock(channels, width, 7, new ConvolutionOptions { Stride = 2, Padding = 3 }, new Relu()),
            new MaxPool2d(new PoolingOptions { Window = 3, Stride = 2, Padding = 1 })];
        bool bottleneck = depth >= 50;
        int inputs = width;
        for (int stage = 0; stage < stages.Length; stage++)
        {
            for (int i = 0; i < stages[stage]; i++)
            {
                int units = width << stage, stride = stage > 0 && i == 0 ? 2 : 1;
                parts.Add(bottleneck ? Bottleneck(inputs, units, stride) : Basic(inputs, units, stride));
                inputs = bottleneck ? 4 * units : units;
            }
        }

        return new Sequential([.. parts, new GlobalAveragePool2d(), new Linear(inputs, outputs)]);
    }

    /// <summary>
    /// For images of about 32×32: three stages of n blocks with 16, 32 and 64 channels. Shortcuts into a stage are projections.
    /// </summary>
    /// <param name="depth">6·n + 2 layers, as 20, 32, 56, 110.</param>
    /// <param name="outputs">Outputs.</param>
    /// <param name="channels">Channels of the images. Default 3.</param>
    /// <param name="width">Channels of the first stage. Default 16.</param>
    /// <param name="drop">Probability that the last block is left out for a sample in training; it rises linearly from the first block on
    /// (Huang et al., 2016). Default 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">The depth is not 6·n + 2.</exception>
    public static Sequential Small(int depth, int outputs, int channels = 3, int width = 16, double drop = 0)
    {
        if (depth < 8 || (depth - 2) % 6 != 0)
            throw new ArgumentOutOfRangeException(nameof(depth), depth,
                "a ResNet for small images has 6·n + 2 layers, as 20, 32, 56 or 110");
        int blocks = (depth - 2) / 6;
        List<Module> parts = [new ConvBlock(channels, width, 3, activation: new Relu())];
        int inputs = width;
        for (int block = 0; block < 3 * blocks; block++)
        {
            int units = width << (block / blocks);
            parts.Add(Basic(inputs, units, block > 0 && block % blocks == 0 ? 2 : 1, drop * (block + 1) / (3 * blocks)));
            inputs = units;
        }

        return new Sequential([.. parts, new GlobalAveragePool2d(), new Linear(inputs, outputs)]);
    }

    /// <summary>Two 3×3 convolutions with a shortcut.</summary>
    /// <param name="inputs">Channels that come in.</param>
    /// <param name="outputs">Channels that go out.</param>
    /// <param name="stride">Of the first convolution and the projection. Default 1.</param>
    /// <param name="drop">Probability that the branch is left out for a sample in training. Default 0.</param>
    public static Residual Basic(int inputs, int outputs, int stride = 1, double drop = 0) => new(
        new Sequential(new ConvBlock(inputs, outputs, 3, new ConvolutionOptions { Stride = stride, Padding = 1 }, new Relu()),
            new ConvBlock(outputs, outputs, 3)),
        Projection(inputs, outputs, stride), new Relu(), drop);

    /// <summary>1×1, 3×3 and 1×1 convolutions, the last with four times the channels, with a shortcut.</summary>
    /// <param name="inputs">Channels that come in.</param>
    /// <param name="units">Channels of the 3×3 convolution.</param>
    /// <param name="stride">Of the 3×3 convolution and the projection. Default 1.</param>
    public static Residual Bottleneck(int inputs, int units, int stride = 1) => new(
        new Sequential(
            new ConvBlock(inputs, units, 1, activation: new Relu()),
            new ConvBlock(units, units, 3, new ConvolutionOptions { Stride = stride, Padding = 1 }, new Relu()),
            new ConvBlock(units, 4 * units, 1)),
        Projection(inputs, 4 * units, stride), new Relu());

    private static ConvBlock? Projection(int inputs, int outputs, int stride) =>
        inputs == outputs && stride == 1 ? null : new ConvBlock(inputs, outputs, 1, new ConvolutionOptions { Stride = stride });
}
