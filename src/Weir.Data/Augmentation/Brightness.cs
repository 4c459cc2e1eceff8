using Weir.Data.Images;
using Weir.Tensors;

namespace Weir.Data;

/// <summary>Takes all values of an image times a random factor, kept within 0 … 1.</summary>
public sealed record Brightness : ImageAugmentation
{
    /// <summary>The factor is drawn from 1 − strength … 1 + strength; from 0 to 1. Default 0.2.</summary>
    [Option("The factor is drawn from 1 − strength to 1 + strength.", Least = 0, Most = 1)]
    public double Strength { get; init; } = 0.2;

    /// <inheritdoc/>
    public override string Name => "brightness";

    /// <inheritdoc/>
    public override bool KeepsMasks => true;

    /// <inheritdoc/>
    protected override void Change(ImagePixels image, RandomStream random) =>
        Colours.Brightness(image, random.NextUniform(1 - Strength, 1 + Strength));
}
