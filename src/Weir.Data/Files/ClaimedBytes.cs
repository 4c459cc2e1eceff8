namespace Weir.Data;

/// <summary>Reads as many bytes as a file claims, and takes memory only as they arrive: a claim alone costs nothing.</summary>
public static class ClaimedBytes
{
    private const int First = 1 << 16;

    /// <summary>Reads so many bytes, or as many as there are.</summary>
    /// <param name="stream">Where from.</param>
    /// <param name="claimed">How many are claimed: 0 to <see cref="Array.MaxLength"/>.</param>
    /// <returns>The bytes: fewer than claimed where the stream ends before.</returns>
    public static byte[] Read(Stream stream, int claimed)
    {
        byte[] bytes = new byte[Math.Min(claimed, First)];
        int count = 0;
        while (true)
        {
            int read = stream.Read(bytes, count, bytes.Length - count);
            count += read;
            if (read == 0 && count < bytes.Length)
                return bytes[..count];
            if (count < bytes.Length)
                continue;
            if (count == claimed)
                return bytes;
            Array.Resize(ref bytes, (int)Math.Min(claimed, 2L * bytes.Length));
        }
    }
}
