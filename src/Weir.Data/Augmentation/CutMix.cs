using Weir.Tensors;

namespace Weir.Data;

/// <summary>
/// Puts a rectangle of another image of the batch into each image; the class becomes shares by area (Yun et al., "CutMix: Regularization
/// Strategy to Train Strong Classifiers with Localizable Features", 2019). The rectangle has 1 − λ of the area, λ drawn from Beta(α, α),
/// and its middle may be any pixel; what falls outside does not count.
/// </summary>
public sealed record CutMix : Augmentation
{
    /// <summary>α, above 0; with 1 every area is as likely. Default 1.</summary>
    [Option("Shares are drawn from Beta(alpha, alpha).", Least = 0, AboveLeast = true, Most = 1000)]
    public double Alpha { get; init; } = 1;

    /// <summary>Probability of an image to be mixed. Default 1.</summary>
    [Option("Probability of an image to be mixed.", Least = 0, Most = 1)]
    public double Probability { get; init; } = 1;

    /// <inheritdoc/>
    public override string Name => "cutmix";

    /// <inheritdoc/>
    public override bool MixesTargets => true;

    /// <inheritdoc/>
    public override void Check(Dataset training)
    {
        base.Check(training);
        Mixing.Check(Name, training);
        if (training.InputShape.Rank != 3)
            throw new DataException($"augment: cutmix: samples of {training.Name} have the shape {training.InputShape}; images (height, "
                + "width, channels) are expected: set 'images: true' where the source has it");
    }

    /// <inheritdoc/>
    public override void Apply(Batch batch, AugmentationStreams random)
    {
        int height = batch.InputShape[1], width = batch.InputShape[2], channels = batch.InputShape[3];
        Mixing.Apply(batch, random.OfBatch, (sample, other) =>
        {
            RandomStream stream = random.Of(sample);
            if (stream.NextDouble() >= Probability)
                return 1;
            double side = Math.Sqrt(1 - BetaDistribution.Draw(stream, Alpha));
            (int top, int bottom) = Range(height, side, stream);
            (int left, int right) = Range(width, side, stream);
            Span<float> values = batch.InputBuffer.AsSpan(sample * other.Length, other.Length);
            for (int row = top; row < bottom; row++)
            {
                int from = ((row * width) + left) * channels, length = (right - left) * channels;
                other.Slice(from, length).CopyTo(values.Slice(from, length));
            }

            return 1 - ((double)(bottom - top) * (right - left) / (height * width));
        });
    }

    private static (int Start, int End) Range(int length, double share, RandomStream stream)
    {
        int size = (int)(length * share), start = stream.NextInteger(length) - (size / 2);
        return (Math.Max(0, start), Math.Min(length, start + size));
    }
}
