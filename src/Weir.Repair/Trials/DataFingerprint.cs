using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
using Weir.Data;

namespace Weir.Repair;

/// <summary>A hash of what data holds, so that what was made of other data is known for it.</summary>
internal static class DataFingerprint
{
    /// <summary>The hash of training and validation samples with their targets.</summary>
    public static string Of(DataSplit data)
    {
        using IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (Dataset part in new[] { data.Training, data.Validation }.OfType<Dataset>())
        {
            hash.AppendData(Encoding.UTF8.GetBytes($"{part}"));
            hash.AppendData(MemoryMarshal.AsBytes<float>(part.Inputs));
            hash.AppendData(part.Targets switch
            {
                ClassTargets classes => MemoryMarshal.AsBytes<int>(classes.Labels),
                ValueTargets values => MemoryMarshal.AsBytes<float>(values.Values),
                _ => [],
            });
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}
