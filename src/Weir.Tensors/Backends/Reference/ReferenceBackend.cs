namespace Weir.Tensors.Backends;

/// <summary>
/// The oracle: plain loops that accumulate in float64, obviously right and never optimised. Each kernel of
/// <see cref="SimdBackend"/> is tested against it, and it is the explanation of that kernel.
/// </summary>
public sealed partial class ReferenceBackend : Backend
{
    /// <inheritdoc/>
    public override string Name => "reference";

    private static void Put(Span<float> target, int at, double value, bool accumulate) =>
        target[at] = (float)(accumulate ? target[at] + value : value);
}
