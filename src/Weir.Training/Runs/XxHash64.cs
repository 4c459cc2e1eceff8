using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Weir.Training;

/// <summary>
/// The hash XXH64 (Yann Collet, 2012): as fast as memory is read. It tells data apart that differ by chance, and guards against nobody.
/// </summary>
internal static class XxHash64
{
    private const ulong P1 = 0x9E3779B185EBCA87, P2 = 0xC2B2AE3D27D4EB4F, P3 = 0x165667B19E3779F9, P4 = 0x85EBCA77C2B2AE63,
        P5 = 0x27D4EB2F165667C5;

    /// <summary>The hash of numbers as they lie in memory.</summary>
    /// <param name="numbers">The numbers.</param>
    /// <param name="seed">What it begins from, as the hash of what came before.</param>
    public static ulong Of<T>(ReadOnlySpan<T> numbers, ulong seed)
        where T : unmanaged
    {
        ReadOnlySpan<ulong> words = MemoryMarshal.Cast<T, ulong>(numbers);
        int size = Unsafe.SizeOf<T>(), whole = (int)((long)words.Length * sizeof(ulong) / size);
        ReadOnlySpan<byte> rest = MemoryMarshal.AsBytes(numbers[whole..]);
        int next = 0;
        ulong hash = seed + P5;
        if (words.Length >= 4)
        {
            ulong a = seed + P1 + P2, b = seed + P2, c = seed, d = seed - P1;
            for (; next + 4 <= words.Length; next += 4)
            {
                a = Round(a, words[next]);
                b = Round(b, words[next + 1]);
                c = Round(c, words[next + 2]);
                d = Round(d, words[next + 3]);
            }

            hash = BitOperations.RotateLeft(a, 1) + BitOperations.RotateLeft(b, 7) + BitOperations.RotateLeft(c, 12)
                + BitOperations.RotateLeft(d, 18);
            hash = Merge(Merge(Merge(Merge(hash, a), b), c), d);
        }

        hash += (ulong)numbers.Length * (ulong)size;
        for (; next < words.Length; next++)
            hash = (BitOperations.RotateLeft(hash ^ Round(0, words[next]), 27) * P1) + P4;
        if (rest.Length >= sizeof(uint))
        {
            hash = (BitOperations.RotateLeft(hash ^ (MemoryMarshal.Read<uint>(rest) * P1), 23) * P2) + P3;
            rest = rest[sizeof(uint)..];
        }

        foreach (byte last in rest)
            hash = BitOperations.RotateLeft(hash ^ (last * P5), 11) * P1;
        hash = (hash ^ (hash >> 33)) * P2;
        hash = (hash ^ (hash >> 29)) * P3;
        return hash ^ (hash >> 32);
    }

    private static ulong Round(ulong sum, ulong word) => BitOperations.RotateLeft(sum + (word * P2), 31) * P1;

    private static ulong Merge(ulong hash, ulong sum) => ((hash ^ Round(0, sum)) * P1) + P4;
}
