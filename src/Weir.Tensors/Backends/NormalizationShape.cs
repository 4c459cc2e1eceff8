namespace Weir.Tensors.Backends;

/// <summary>
/// A tensor as (outer, count, groups, inner), of which each (outer, group) is brought to mean 0 and deviation 1 over count and inner.
/// Scale and shift have an entry for each (group, inner). Batch norm is (1, rows, channels, 1), layer norm (rows, 1, 1, features), group
/// norm (samples, pixels, groups, channels of a group).
/// </summary>
internal readonly record struct NormalizationShape(int Outer, int Count, int Groups, int Inner)
{
    public int Size => Outer * Count * Groups * Inner;

    /// <summary>Entries of scale and shift.</summary>
    public int Channels => Groups * Inner;

    /// <summary>Numbers of statistics: means and inverse deviations.</summary>
    public int Statistics => 2 * Outer * Groups;

    /// <summary>Entries that one mean is taken over.</summary>
    public int Samples => Count * Inner;
}
