namespace Weir.Diagnosis;

/// <summary>The weights of a layer's units.</summary>
/// <param name="Layer">The layer's number.</param>
/// <param name="Values">Its weights, row by row: what comes in × units.</param>
/// <param name="Units">Its units.</param>
internal readonly record struct UnitWeights(int Layer, float[] Values, int Units)
{
    /// <summary>
    /// Whether the rows that come from one unit of the layer before lie together, as behind an image that was flattened channel by channel;
    /// else they are as far apart as that layer has units, as with channels last. Default false.
    /// </summary>
    public bool HasRowsOfUnitTogether { get; init; }
}
