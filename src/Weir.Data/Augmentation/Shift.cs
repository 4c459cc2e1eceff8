using Weir.Tensors;

namespace Weir.Data;

/// <summary>What lies beyond the border of an image.</summary>
public enum Padding
{
    /// <summary>0: black.</summary>
    Zero,

    /// <summary>The pixel at the border.</summary>
    Edge,

    /// <summary>The image mirrored at the pixel at the border.</summary>
    Reflect,
}

/// <summary>
/// Moves images by whole pixels in both directions: the same as to pad them on all sides and to crop at a random place, as is usual for
/// CIFAR-10 (He et al., 2016).
/// </summary>
public sealed record Shift : ImageAugmentation
{
    /// <summary>The most pixels, each way. Default 4.</summary>
    [Option("The most pixels, each way.", Least = 0, Most = 100_000)]
    public int Pixels { get; init; } = 4;

    /// <summary>What comes in from beyond the border. Default 0.</summary>
    [Option("What comes in from beyond the border: zero, edge or reflect.")]
    public Padding Padding { get; init; }

    /// <inheritdoc/>
    public override string Name => "shift";

    /// <inheritdoc/>
    public override bool KeepsMasks => true;

    /// <inheritdoc/>
    public override void Check(Dataset training)
    {
        base.Check(training);
        if (Pixels >= Math.Min(training.InputShape[0], training.InputShape[1]))
            throw new DataException($"augment: shift: 'pixels' is {Pixels}; images of shape {training.InputShape} can be moved by fewer "
                + "pixels than they have");
    }

    /// <inheritdoc/>
    protected override void Change(ImagePixels image, RandomStream random)
    {
        int down = random.NextInteger((2 * Pixels) + 1) - Pixels, right = random.NextInteger((2 * Pixels) + 1) - Pixels;
        if (down == 0 && right == 0)
            return;
        ReadOnlySpan<float> from = image.Copy();
        ReadOnlySpan<int> labels = image.CopyLabels();
        for (int row = 0; row < image.Height; row++)
        {
            int sourceRow = Source(row - down, image.Height);
            for (int column = 0; column < image.Width; column++)
            {
                int sourceColumn = Source(column - right, image.Width);
                Span<float> pixel = image.Pixel(row, column);
                bool isOutside = sourceRow < 0 || sourceColumn < 0;
                if (!labels.IsEmpty)
                {
                    image.Labels[(row * image.Width) + column] = isOutside ? ClassTargets.Ignored
                        : labels[(sourceRow * image.Width) + sourceColumn];
                }

                if (isOutside)
                    pixel.Clear();
                else
                    from.Slice(((sourceRow * image.Width) + sourceColumn) * image.Channels, image.Channels).CopyTo(pixel);
            }
        }
    }

    private int Source(int at, int length) => Padding switch
    {
        _ when (uint)at < (uint)length => at,
        Padding.Edge => Math.Clamp(at, 0, length - 1),
        Padding.Reflect => at < 0 ? -at : (2 * (length - 1)) - at,
        _ => -1,
    };
}
