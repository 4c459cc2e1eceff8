using System.IO.Compression;

namespace Weir.Data;

/// <summary>
/// Unpacks a gzip file and tells where it ends too early. The runtime's stream takes the end of a file for the end of what is packed, so
/// that a file which is cut between two blocks reads as a whole one of fewer rows. Here a mark, packed by itself, stands behind the file:
/// gzip's parts may follow each other (RFC 1952, 2.2), and only behind a whole part is the next one found.
/// </summary>
internal sealed class WholeGzipStream : ForwardStream
{
    /// <summary>What is unpacked at a time: a large object would begin at 85,000 bytes.</summary>
    private const int WindowSize = 1 << 16;

    private static readonly byte[] s_mark = [.. "the end of the file of Weir's own"u8];
    private static readonly byte[] s_packedMark = Pack(s_mark);

    private readonly byte[] _window = new byte[WindowSize];
    private int _start, _end;
    private bool _ended;

    /// <summary>Unpacks a stream from where it is.</summary>
    /// <param name="packed">The gzip file; it is disposed with this.</param>
    public WholeGzipStream(Stream packed)
        : base(new GZipStream(new MarkedStream(packed), CompressionMode.Decompress))
    {
    }

    /// <inheritdoc/>
    /// <remarks>Where it is no gzip file, is damaged or ends too early, InvalidDataException is thrown, as the runtime does.</remarks>
    public override int Read(Span<byte> buffer)
    {
        // The last bytes may be the mark, whatever else is there can be given out.
        while (!_ended && _end - _start <= s_mark.Length)
            Fill();
        int count = Math.Min(buffer.Length, _ended ? 0 : _end - _start - s_mark.Length);
        _window.AsSpan(_start, count).CopyTo(buffer);
        _start += count;
        return count;
    }

    private void Fill()
    {
        _window.AsSpan(_start, _end - _start).CopyTo(_window);
        (_start, _end) = (0, _end - _start);
        int read = Source.Read(_window.AsSpan(_end));
        _end += read;
        if (read > 0)
            return;
        _ended = true;
        if (!_window.AsSpan(_start, _end - _start).SequenceEqual(s_mark))
            throw new InvalidDataException("the gzip file ends before what is packed in it does, or something else stands behind it");
    }

    private static byte[] Pack(byte[] content)
    {
        using MemoryStream packed = new();
        using (GZipStream zip = new(packed, CompressionLevel.Fastest))
            zip.Write(content);
        return packed.ToArray();
    }

    /// <summary>A stream, and behind it the mark.</summary>
    private sealed class MarkedStream(Stream packed) : ForwardStream(packed)
    {
        private int _marked;

        public override int Read(Span<byte> buffer)
        {
            int read = _marked == 0 ? Source.Read(buffer) : 0;
            if (read > 0 || buffer.IsEmpty)
                return read;
            int count = Math.Min(buffer.Length, s_packedMark.Length - _marked);
            s_packedMark.AsSpan(_marked, count).CopyTo(buffer);
            _marked += count;
            return count;
        }
    }
}
