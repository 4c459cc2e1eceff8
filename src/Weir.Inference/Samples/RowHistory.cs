namespace Weir.Inference;

/// <summary>The last rows of a sequence, one after the other in memory.</summary>
/// <param name="rows">Rows of a window.</param>
/// <param name="width">Numbers of a row.</param>
internal sealed class RowHistory(int rows, int width)
{
    // Twice the room, so that rows move up once in a window's length and not at each row.
    private readonly float[] _entries = new float[2 * rows * width];
    private int _end;
    private int _count;

    /// <summary>Whether there are as many rows as a window has.</summary>
    public bool IsFull => _count == rows;

    /// <summary>When the last row stood; null where none has been told.</summary>
    public double? Moment { get; set; }

    /// <summary>The window that ends with the last row.</summary>
    public ReadOnlySpan<float> Window => _entries.AsSpan((_end - rows) * width, rows * width);

    /// <summary>Takes the next row.</summary>
    public void Add(ReadOnlySpan<float> row)
    {
        if (_end == 2 * rows)
        {
            _entries.AsSpan((rows + 1) * width).CopyTo(_entries);
            _end = rows - 1;
        }

        row.CopyTo(_entries.AsSpan(_end++ * width));
        _count = Math.Min(rows, _count + 1);
    }

    /// <summary>Forgets the rows: what comes next does not follow them.</summary>
    public void Break() => (_end, _count) = (0, 0);
}
