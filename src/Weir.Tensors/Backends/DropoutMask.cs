using System.Runtime.CompilerServices;

namespace Weir.Tensors.Backends;

/// <summary>
/// Which units are dropped: a function of a key and the unit's number alone, so that the backward pass works the mask out again, no
/// memory keeps it, and threads do not matter (a counter through SplitMix64; Salmon et al., 2011, on such generators).
/// </summary>
internal readonly struct DropoutMask(ulong key, double rate)
{
    private readonly ulong _limit = (ulong)(rate * (1UL << 32));

    /// <summary>What a unit is multiplied by: 0, or 1/(1 − rate).</summary>
    public float Kept { get; } = (float)(1 / (1 - rate));

    /// <summary>The key of a step, and of a use within it, from the key of a layer.</summary>
    public static ulong KeyOf(ulong layer, long step, int use) => Mix(Mix(layer ^ (ulong)step) + (ulong)use);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public float Of(long unit) => Mix(key + (((ulong)unit + 1) * 0x9E3779B97F4A7C15UL)) >> 32 < _limit ? 0 : Kept;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong Mix(ulong z)
    {
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9UL;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EBUL;
        return z ^ (z >> 31);
    }
}
