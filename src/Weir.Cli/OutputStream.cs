using Weir.Tensors;

namespace Weir.Cli;

/// <summary>
/// Standard output that goes to another program or a file. When that program has closed it, as <c>head</c> does, or it cannot be written,
/// as where its disk is full, the wish to stop is told, and what is still written is lost.
/// </summary>
/// <param name="open">Opens what it is written to once there is something: it may have been closed before the program began.</param>
/// <param name="lost">Is told once, why it cannot be written; of null where nobody reads it any longer.</param>
internal sealed class OutputStream(Func<Stream> open, Action<string?> lost) : WriteOnlyStream
{
    // EPIPE: the number under which POSIX tells of it.
    private const int BrokenPipe = 32;

    private Stream? _target;
    private bool _isLost;

    /// <inheritdoc/>
    public override void Flush() => Try(() => _target?.Flush());

    /// <inheritdoc/>
    public override void Write(byte[] buffer, int offset, int count) => Try(() => (_target ??= open()).Write(buffer, offset, count));

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
            _target?.Dispose();
        base.Dispose(disposing);
    }

    private void Try(Action write)
    {
        if (_isLost)
            return;
        try
        {
            write();
        }
        catch (Exception error) when (DiskError.Is(error))
        {
            _isLost = true;
            lost(error.HResult == BrokenPipe ? null : DiskError.Words(error));
        }
    }
}
