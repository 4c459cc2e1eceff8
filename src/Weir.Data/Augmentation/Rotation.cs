using Weir.Data.Images;
using Weir.Tensors;

namespace Weir.Data;

/// <summary>Turns images about their middle by a random angle; corners that come in are black.</summary>
public sealed record Rotation : ImageAugmentation
{
    /// <summary>The largest angle, each way, in degrees from 0 to 180. Default 15.</summary>
    [Option("The largest angle, each way.", Least = 0, Most = 180)]
    public double Degrees { get; init; } = 15;

    /// <inheritdoc/>
    public override string Name => "rotate";

    /// <inheritdoc/>
    public override bool KeepsMasks => true;

    /// <inheritdoc/>
    protected override void Change(ImagePixels image, RandomStream random) => Geometry.Rotate(image, random.NextUniform(-Degrees, Degrees));
}
