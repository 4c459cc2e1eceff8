namespace Weir.Repair;

/// <summary>
/// The share of the targets' variance that predictions explain (R²), column by column and each alike. Whatever the
/// loss, values and labels are judged by it: losses of unlike kinds have no common scale.
/// </summary>
internal sealed class ExplainedVariance
{
    /// <summary>The least share that counts: worse is as bad.</summary>
    private const double Floor = -1;

    private readonly List<double> _squares = [];
    private double[] _sums = [], _sumsOfSquares = [];
    private int _known;

    /// <summary>Adds a sample, or a position of one.</summary>
    /// <param name="row">A prediction for each column.</param>
    /// <param name="targets">What is right; NaN of a position that is not known, and counts for nothing.</param>
    public void Add(ReadOnlySpan<float> row, ReadOnlySpan<float> targets)
    {
        if (_sums.Length == 0)
            (_sums, _sumsOfSquares) = (new double[row.Length], new double[row.Length]);
        bool isKnown = !float.IsNaN(targets[0]);
        _known += isKnown ? 1 : 0;
        for (int i = 0; i < row.Length; i++)
        {
            _squares.Add(Math.Pow((double)row[i] - targets[i], 2));
            if (!isKnown)
                continue;
            _sums[i] += targets[i];
            _sumsOfSquares[i] += (double)targets[i] * targets[i];
        }
    }

    /// <summary>
    /// The mean over the columns that vary, 0 where none varies; of each block what is left by its errors ÷ the variance of all, scaled to
    /// the same mean where it is cut off at −1.
    /// </summary>
    /// <param name="blocks">The blocks of the samples.</param>
    public TrialScore Score(SampleBlocks blocks)
    {
        int columns = _sums.Length, samples = columns == 0 ? 0 : _squares.Count / columns;
        double[] variances = [.. Enumerable.Range(0, columns).Select(i => Variance(i))];
        int varying = variances.Count(variance => variance > 0);
        if (varying == 0)
            return new TrialScore(0, blocks.Means(new double[samples]), 0);
        double[] each = new double[samples], errors = new double[columns];
        for (int i = 0; i < _squares.Count; i++)
        {
            double variance = variances[i % columns];
            if (variance == 0)
                continue;
            each[i / columns] += _squares[i] / (variance * varying);
            errors[i % columns] += double.IsNaN(_squares[i]) ? 0 : _squares[i] / (variance * _known);
        }

        double share = errors.Where((_, i) => variances[i] > 0).Average(error => Math.Max(Floor, 1 - error));
        double mean = each.Where(error => !double.IsNaN(error)).Average();
        double counted = mean > 0 ? (1 - share) / mean : 1;
        return new TrialScore(share, blocks.Means([.. each.Select(error => 1 - (counted * error))]), share);
    }

    // A column whose variance is rounding alone does not vary.
    private double Variance(int column)
    {
        double mean = _sums[column] / _known, square = _sumsOfSquares[column] / _known, variance = square - (mean * mean);
        return variance > 1e-12 * square ? variance : 0;
    }
}
