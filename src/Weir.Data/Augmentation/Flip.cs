using Weir.Tensors;

namespace Weir.Data;

/// <summary>Mirrors images left to right, top to bottom, or both.</summary>
public sealed record Flip : ImageAugmentation
{
    /// <summary>Probability of being mirrored left to right. Default 0.5.</summary>
    [Option("Probability of being mirrored left to right.", Least = 0, Most = 1)]
    public double Horizontal { get; init; } = 0.5;

    /// <summary>Probability of being mirrored top to bottom. Default 0.</summary>
    [Option("Probability of being mirrored top to bottom.", Least = 0, Most = 1)]
    public double Vertical { get; init; }

    /// <inheritdoc/>
    public override string Name => "flip";

    /// <inheritdoc/>
    public override bool KeepsMasks => true;

    /// <inheritdoc/>
    protected override void Change(ImagePixels image, RandomStream random)
    {
        bool across = random.NextDouble() < Horizontal, down = random.NextDouble() < Vertical;
        if (!across && !down)
            return;
        ReadOnlySpan<float> from = image.Copy();
        ReadOnlySpan<int> labels = image.CopyLabels();
        for (int row = 0; row < image.Height; row++)
        {
            int sourceRow = down ? image.Height - 1 - row : row;
            for (int column = 0; column < image.Width; column++)
            {
                int source = (sourceRow * image.Width) + (across ? image.Width - 1 - column : column);
                from.Slice(source * image.Channels, image.Channels).CopyTo(image.Pixel(row, column));
                if (!labels.IsEmpty)
                    image.Labels[(row * image.Width) + column] = labels[source];
            }
        }
    }
}
