namespace Weir.Repair;

/// <summary>The squared errors of predicted values, sample by sample, for how far their mean may be off.</summary>
internal sealed class SquaredErrors
{
    private readonly List<double> _squares = [];
    private int _width = 1;

    /// <summary>Adds a sample.</summary>
    /// <param name="row">A prediction for each column.</param>
    /// <param name="targets">What is right.</param>
    public void Add(ReadOnlySpan<float> row, ReadOnlySpan<float> targets)
    {
        _width = row.Length;
        for (int i = 0; i < row.Length; i++)
            _squares.Add(Math.Pow((double)row[i] - targets[i], 2));
    }

    /// <summary>
    /// The standard error of the mean over columns of error ÷ variance, and so of the share of the variance; the variance is taken as known.
    /// </summary>
    /// <param name="deviations">The deviation of each column's targets; 0 for one that does not count.</param>
    public double StandardError(IReadOnlyList<double> deviations)
    {
        int samples = _squares.Count / _width, columns = deviations.Count(deviation => deviation > 0);
        if (samples < 2 || columns == 0)
            return double.PositiveInfinity;
        double[] each = new double[samples];
        for (int i = 0; i < _squares.Count; i++)
        {
            double deviation = deviations[i % _width];
            each[i / _width] += deviation > 0 ? _squares[i] / (deviation * deviation * columns) : 0;
        }

        double mean = each.Average();
        return Math.Sqrt(each.Sum(value => (value - mean) * (value - mean)) / (samples - 1) / samples);
    }
}
