namespace Weir.Tensors;

/// <summary>
/// Reads whole files that a program of ours has written, and takes no memory without bound where they are something else.
/// </summary>
internal static class BoundedFile
{
    /// <summary>The most bytes of a file that grows by lines: seven times what 100,000 samples of a run have taken.</summary>
    public const int Lines = 1 << 30;

    /// <summary>
    /// The most bytes of a record, as <c>run.json</c> and <c>facts.json</c>: facts of ten thousand layers have a few million.
    /// </summary>
    public const int Record = 1 << 26;

    private const int First = 1 << 16;

    /// <summary>Reads what is there.</summary>
    /// <param name="stream">Where from.</param>
    /// <param name="path">The file, for the message.</param>
    /// <param name="most">How many bytes it may have.</param>
    /// <exception cref="FileException">It has more.</exception>
    public static byte[] Read(Stream stream, string path, int most)
    {
        byte[] bytes = new byte[Length(stream) is > 0 and var length && length < most ? length + 1 : First];
        int count = 0;
        while (stream.Read(bytes, count, bytes.Length - count) is > 0 and var read)
        {
            count += read;
            if (count > most)
                throw new FileException($"it has more than {most >> 20} MiB, which no such file of a run has; is it a link, or damaged?")
                {
                    Place = path,
                };
            if (count == bytes.Length)
                Array.Resize(ref bytes, (int)Math.Min(most + 1L, 2L * bytes.Length));
        }

        Array.Resize(ref bytes, count);
        return bytes;
    }

    private static long Length(Stream stream) => stream.CanSeek ? stream.Length : 0;
}
