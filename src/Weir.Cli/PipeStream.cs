namespace Weir.Cli;

/// <summary>
/// Standard output that another program reads. When that one has closed it, as <c>head</c> does, the wish to stop is told, and what is
/// still written is lost.
/// </summary>
/// <param name="pipe">Where it is written.</param>
/// <param name="closed">Is told once.</param>
internal sealed class PipeStream(Stream pipe, Action closed) : Stream
{
    // EPIPE: the number under which POSIX tells of it.
    private const int BrokenPipe = 32;

    private bool _isClosed;

    /// <inheritdoc/>
    public override bool CanRead => false;

    /// <inheritdoc/>
    public override bool CanSeek => false;

    /// <inheritdoc/>
    public override bool CanWrite => true;

    /// <inheritdoc/>
    public override long Length => throw new NotSupportedException();

    /// <inheritdoc/>
    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    /// <inheritdoc/>
    public override void Flush() => Try(pipe.Flush);

    /// <inheritdoc/>
    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override void SetLength(long value) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override void Write(byte[] buffer, int offset, int count) => Try(() => pipe.Write(buffer, offset, count));

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
            pipe.Dispose();
        base.Dispose(disposing);
    }

    private void Try(Action write)
    {
        if (_isClosed)
            return;
        try
        {
            write();
        }
        catch (IOException error) when (error.HResult == BrokenPipe)
        {
            _isClosed = true;
            closed();
        }
    }
}
