using Weir.Data.Images;
using Weir.Tensors;

namespace Weir.Data;

/// <summary>
/// A few random operations of one strength to each image (Cubuk et al., "RandAugment", 2020), drawn from the fourteen of
/// <see cref="TrivialAugment"/>.
/// </summary>
public sealed record RandAugment : ImageAugmentation
{
    /// <summary>Operations one after the other, 1 or more: the paper's N. Default 2.</summary>
    [Option("Operations one after the other.", Least = 1, Most = 100)]
    public int Operations { get; init; } = 2;

    /// <summary>The strength from 0 to 30: the paper's M. Default 9.</summary>
    [Option("Their strength.", Least = 0, Most = 30)]
    public double Strength { get; init; } = 9;

    /// <inheritdoc/>
    public override string Name => "rand-augment";

    /// <inheritdoc/>
    public override bool KeepsMasks => true;

    /// <inheritdoc/>
    protected override void Change(ImagePixels image, RandomStream random)
    {
        for (int i = 0; i < Operations; i++)
        {
            PolicyOperation operation = PolicyOperation.Draw(random);
            operation.Apply(image, operation.Usual * Strength / 30, random);
        }
    }
}
