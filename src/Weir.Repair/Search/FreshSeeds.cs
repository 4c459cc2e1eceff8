using Weir.Tensors;

namespace Weir.Repair;

/// <summary>Seeds of proofs, which nothing was chosen by.</summary>
internal static class FreshSeeds
{
    /// <summary>The first seeds that a repair draws, all different and none of them used; more of them begin with the same.</summary>
    /// <param name="seed">The repair's seed.</param>
    /// <param name="used">Seeds that trials are chosen by.</param>
    /// <param name="count">How many.</param>
    public static long[] Of(long seed, IReadOnlyCollection<long> used, int count)
    {
        RandomStream random = RandomStream.For(seed, "repair.proof");
        List<long> fresh = [];
        while (fresh.Count < count)
        {
            long drawn = random.NextInteger(int.MaxValue);
            if (!used.Contains(drawn) && !fresh.Contains(drawn))
                fresh.Add(drawn);
        }

        return [.. fresh];
    }
}
