using Weir.Tensors;

namespace Weir.Data;

/// <summary>
/// Blackens a square of each image (DeVries and Taylor, "Improved Regularization of Convolutional Neural Networks with Cutout", 2017). Its
/// middle may be any pixel, so that part of it may lie outside.
/// </summary>
public sealed record Cutout : ImageAugmentation
{
    /// <summary>The square's side in pixels, 1 or more. Default 8; the paper has 16 for CIFAR-10.</summary>
    [Option("The square's side in pixels.", Least = 1, Most = 100_000)]
    public int Size { get; init; } = 8;

    /// <inheritdoc/>
    public override string Name => "cutout";

    /// <inheritdoc/>
    public override bool KeepsMasks => true;

    /// <inheritdoc/>
    protected override void Change(ImagePixels image, RandomStream random)
    {
        int top = random.NextInteger(image.Height) - (Size / 2), left = random.NextInteger(image.Width) - (Size / 2);
        int end = Math.Min(image.Width, left + Size);
        left = Math.Max(0, left);
        for (int row = Math.Max(0, top); row < Math.Min(image.Height, top + Size); row++)
            image.Values.Slice(((row * image.Width) + left) * image.Channels, (end - left) * image.Channels).Clear();
    }
}
