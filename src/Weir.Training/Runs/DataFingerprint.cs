using System.IO.Hashing;
using System.Runtime.InteropServices;
using Weir.Data;

namespace Weir.Training;

/// <summary>
/// A hash of what data holds, so that what was made of other data is known for it. It tells data apart that differ by chance, and guards
/// against nobody.
/// </summary>
internal static class DataFingerprint
{
    /// <summary>Numbers that are hashed at a time: the bytes of a whole array may be more than a span can hold.</summary>
    private const int Slice = 1 << 24;

    /// <summary>Between the hashes of a run that had several states of its data.</summary>
    public const string Then = " then ";

    // In the place of the hash of what a run had before its record was lost.
    private const string Unknown = "unknown";

    /// <summary>What a run says whose record was lost, and that goes on with data.</summary>
    /// <param name="now">The hash of that data.</param>
    public static string OfLost(string now) => Unknown + Then + now;

    /// <summary>Whether a run does not know all of the data that it had.</summary>
    /// <param name="hashes">What it says.</param>
    public static bool IsUnknown(string hashes) => hashes.StartsWith(Unknown, StringComparison.Ordinal);

    /// <summary>The hash of what a run learns from and chooses by: its training part and validation part as the source has them.</summary>
    public static string Of(DataSplit data) => Of(data.Validation is { } validation ? [data.Training, validation] : [data.Training]);

    /// <summary>The hash of what a run's network is tested on; of no test part it is one too.</summary>
    public static string OfTest(DataSplit data) => Of(data.Test is { } test ? [test] : []);

    /// <summary>The hash of some parts' samples with their targets. What the parts are called is of no weight.</summary>
    /// <param name="parts">The parts.</param>
    /// <param name="slice">Numbers that are hashed at a time; any gives the same hash.</param>
    public static string Of(IEnumerable<Dataset> parts, int slice = Slice)
    {
        XxHash64 hash = new();
        foreach (Dataset part in parts)
        {
            Append<char>(hash, $"{part.Count} × {part.InputShape} / {part.Stride}", slice);
            Append<float>(hash, part.Inputs, slice);
            Append<int>(hash, part.Starts, slice);
            if (part.Targets is ClassTargets classes)
            {
                Append<char>(hash, $"{classes.Classes} classes", slice);
                Append<int>(hash, classes.Labels, slice);
            }
            else if (part.Targets is ValueTargets values)
            {
                Append<char>(hash, values.Positions == 1 ? $"{values.Width} values"
                    : $"{values.PositionWidth} values at {values.Positions} positions", slice);
                Append<float>(hash, values.Values, slice);
            }
        }

        return $"{hash.GetCurrentHashAsUInt64():x16}";
    }

    private static void Append<T>(XxHash64 hash, ReadOnlySpan<T> numbers, int slice)
        where T : unmanaged
    {
        for (; numbers.Length > slice; numbers = numbers[slice..])
            hash.Append(MemoryMarshal.AsBytes(numbers[..slice]));
        hash.Append(MemoryMarshal.AsBytes(numbers));
    }
}
