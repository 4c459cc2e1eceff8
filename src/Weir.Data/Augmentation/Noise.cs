using Weir.Tensors;

namespace Weir.Data;

/// <summary>Adds normal noise to every number of a sample, an image or not.</summary>
public sealed record Noise : Augmentation
{
    /// <summary>Its standard deviation, 0 or more, in the unit of the data, unless <see cref="Standardized"/>. Default 0.05.</summary>
    [Option("Its standard deviation, before standardizing.", Least = 0, Most = 1e6)]
    public double Deviation { get; init; } = 0.05;

    /// <summary>
    /// Whether it is added to standardized numbers, so that the deviation is in standard deviations of the data: right for the columns of
    /// a table, whose units differ. Default false.
    /// </summary>
    [Option("Whether it is added behind 'standardize', so that the deviation counts those of the data: for tables.")]
    public bool Standardized { get; init; }

    /// <inheritdoc/>
    public override string Name => "noise";

    /// <inheritdoc/>
    public override bool KeepsMasks => true;

    /// <inheritdoc/>
    public override bool SeesStandardized => Standardized;

    /// <inheritdoc/>
    public override void Apply(Batch batch, AugmentationStreams random)
    {
        int size = batch.InputShape.SizeFrom(1);
        for (int i = 0; i < batch.Count; i++)
        {
            RandomStream stream = random.Of(i);
            foreach (ref float value in batch.InputBuffer.AsSpan(i * size, size))
                value += (float)(Deviation * stream.NextNormal());
        }
    }
}
