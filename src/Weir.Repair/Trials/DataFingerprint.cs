using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
using Weir.Data;

namespace Weir.Repair;

/// <summary>A hash of what data holds, so that what was made of other data is known for it.</summary>
internal static class DataFingerprint
{
    /// <summary>Numbers that are hashed at a time: the bytes of a whole array may be more than a span can hold.</summary>
    private const int Slice = 1 << 24;

    /// <summary>The hash of some parts' samples with their targets.</summary>
    /// <param name="parts">The parts.</param>
    /// <param name="slice">Numbers that are hashed at a time; any gives the same hash.</param>
    public static string Of(IEnumerable<Dataset> parts, int slice = Slice)
    {
        using IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (Dataset part in parts)
        {
            hash.AppendData(Encoding.UTF8.GetBytes($"{part}"));
            Append<float>(hash, part.Inputs, slice);
            Append<int>(hash, part.Starts, slice);
            if (part.Targets is ClassTargets classes)
                Append<int>(hash, classes.Labels, slice);
            else if (part.Targets is ValueTargets values)
                Append<float>(hash, values.Values, slice);
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    private static void Append<T>(IncrementalHash hash, ReadOnlySpan<T> numbers, int slice)
        where T : unmanaged
    {
        for (; numbers.Length > slice; numbers = numbers[slice..])
            hash.AppendData(MemoryMarshal.AsBytes(numbers[..slice]));
        hash.AppendData(MemoryMarshal.AsBytes(numbers));
    }
}
