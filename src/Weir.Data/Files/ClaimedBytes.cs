using Weir.Tensors;

namespace Weir.Data;

/// <summary>Reads as many bytes as a file claims, and takes memory only as they arrive: a claim alone costs nothing.</summary>
public static class ClaimedBytes
{
    /// <summary>Reads so many bytes, or as many as there are.</summary>
    /// <param name="stream">Where from.</param>
    /// <param name="claimed">How many are claimed: 0 to <see cref="Array.MaxLength"/>.</param>
    /// <returns>The bytes: fewer than claimed where the stream ends before.</returns>
    public static byte[] Read(Stream stream, int claimed) => BoundedFile.UpTo(stream, claimed);
}
