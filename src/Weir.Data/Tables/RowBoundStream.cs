namespace Weir.Data;

/// <summary>
/// What a table of text is read from: ends where a single row goes on and on, so that whoever gathers a row takes no memory without bound.
/// </summary>
/// <param name="source">The text; it is disposed with this.</param>
/// <param name="path">The file, for the message.</param>
internal sealed class RowBoundStream(Stream source, string path) : Stream
{
    /// <summary>The most bytes of a row: a hundred thousand columns of a few hundred letters.</summary>
    public const int Most = 1 << 26;

    private long _sinceRow;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    /// <summary>A row has come to its end.</summary>
    public void EndRow() => _sinceRow = 0;

    /// <inheritdoc/>
    /// <exception cref="DataException">The row is longer than <see cref="Most"/>.</exception>
    public override int Read(Span<byte> buffer)
    {
        int count = source.Read(buffer);
        _sinceRow += count;
        return _sinceRow <= Most ? count : throw new DataException(
            $"{path}: {Most >> 20} MiB and more have come without the end of a row; is it a table of text?");
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            source.Dispose();
        base.Dispose(disposing);
    }
}
