using Weir.Data.Images;
using Weir.Tensors;

namespace Weir.Data;

/// <summary>Stretches the colours of each pixel about its brightness by a random factor, kept within 0 … 1.</summary>
public sealed record Saturation : ImageAugmentation
{
    /// <summary>The factor is drawn from 1 − strength … 1 + strength; from 0 to 1. Default 0.2.</summary>
    [Option("The factor is drawn from 1 − strength to 1 + strength.", Least = 0, Most = 1)]
    public double Strength { get; init; } = 0.2;

    /// <inheritdoc/>
    public override string Name => "saturation";

    /// <inheritdoc/>
    public override bool KeepsMasks => true;

    /// <inheritdoc/>
    public override void Check(Dataset training)
    {
        base.Check(training);
        if (training.InputShape[2] == 1)
            throw new DataException($"augment: saturation: images of {training.Name} are grey; only colours have a saturation");
    }

    /// <inheritdoc/>
    protected override void Change(ImagePixels image, RandomStream random) =>
        Colours.Saturation(image, random.NextUniform(1 - Strength, 1 + Strength));
}
