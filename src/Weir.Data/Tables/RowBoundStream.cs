namespace Weir.Data;

/// <summary>
/// Lines of text, as a table's rows, that are refused where one goes on and on, so that whoever gathers it takes no memory without bound.
/// </summary>
/// <param name="source">The text; it is disposed with this.</param>
/// <param name="path">The file, for the message.</param>
internal sealed class RowBoundStream(Stream source, string path) : ForwardStream(source)
{
    /// <summary>The most bytes of a row: a hundred thousand columns of a few hundred letters.</summary>
    public const int Most = 1 << 26;

    private long _sinceRow;

    /// <summary>A row has come to its end.</summary>
    public void EndRow() => _sinceRow = 0;

    /// <inheritdoc/>
    /// <exception cref="DataException">The row is longer than <see cref="Most"/>.</exception>
    public override int Read(Span<byte> buffer)
    {
        int count = Source.Read(buffer);
        _sinceRow += count;
        return _sinceRow <= Most ? count : throw new DataException(
            $"{path}: {Most >> 20} MiB and more have come without the end of a line; is it a file of text?");
    }
}
