namespace Weir.Cli.Rendering;

/// <summary>
/// A curve of any length in bounded memory: when it is full, neighbours are averaged into one and each later point stands for
/// twice as many values.
/// </summary>
/// <param name="capacity">Most points; even.</param>
internal sealed class History(int capacity = 128)
{
    private readonly List<double> _points = new(capacity);
    private int _stride = 1;
    private int _waiting;
    private double _sum;

    /// <summary>The points from old to new.</summary>
    public IReadOnlyList<double> Points => _points;

    /// <summary>Adds a value.</summary>
    public void Add(double value)
    {
        _sum += value;
        if (++_waiting < _stride)
            return;
        _points.Add(_sum / _waiting);
        (_sum, _waiting) = (0, 0);
        if (_points.Count < capacity)
            return;
        for (int i = 0; i < capacity / 2; i++)
            _points[i] = (_points[2 * i] + _points[(2 * i) + 1]) / 2;
        _points.RemoveRange(capacity / 2, capacity / 2);
        _stride *= 2;
    }
}
