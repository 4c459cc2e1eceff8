using Weir.Tensors;

namespace Weir.Data;

/// <summary>Samples that stay together, whatever parts a set is dealt out to.</summary>
internal static class SampleGroups
{
    /// <summary>The samples of each group (<see cref="SampleOrigin.Group"/>), groups in an order of chance.</summary>
    /// <param name="set">The set.</param>
    /// <param name="seed">The same seed gives the same order.</param>
    /// <param name="purpose">What the chance is for.</param>
    /// <returns>Null where samples have no groups.</returns>
    public static List<int>[]? Of(Dataset set, long seed, string purpose)
    {
        if (set.Origins is not { } origins || !origins.Any(origin => origin.Group is not null))
            return null;
        // A sample without a group stays with nobody: it is one of its own.
        List<int>[] groups = [.. Enumerable.Range(0, set.Count)
            .GroupBy(sample => origins[sample].Group is { } group ? (group, Alone: -1) : ("", Alone: sample))
            .Select(group => group.ToList())];
        RandomStream.For(seed, purpose).Shuffle<List<int>>(groups);
        return groups;
    }
}
