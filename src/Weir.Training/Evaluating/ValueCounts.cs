using System.Globalization;

namespace Weir.Training;

/// <summary>Counts how well values are predicted, sample by sample, in their own unit.</summary>
internal sealed class ValueCounts
{
    private readonly IReadOnlyList<string> _names;
    private readonly Sums[] _sums;
    private readonly float[] _deviations;
    private readonly WorstSamples _worst;
    private long _count;

    /// <summary>Begins to count.</summary>
    /// <param name="output">The values.</param>
    /// <param name="deviations">The deviation of each, by which errors of several are compared; empty for 1.</param>
    /// <param name="most">How many of the worst samples are kept.</param>
    public ValueCounts(OutputSignature output, float[] deviations, int most)
    {
        (_names, _deviations, _worst) = (output.Names, deviations, new WorstSamples(most));
        _sums = new Sums[_names.Count];
    }

    /// <summary>The worst samples.</summary>
    public IReadOnlyList<WorstSample> Worst => _worst.Ordered();

    /// <summary>Counts a sample.</summary>
    /// <param name="number">The number of the sample, from 1.</param>
    /// <param name="row">A prediction for each value.</param>
    /// <param name="targets">What is right.</param>
    /// <param name="lastKnown">What was last known of each value; nothing where samples show no past of them.</param>
    /// <param name="position">The place of the target in it, from 1; null where it has one target.</param>
    public void Add(long number, ReadOnlySpan<float> row, ReadOnlySpan<float> targets,
        ReadOnlySpan<float> lastKnown = default, int? position = null)
    {
        _count++;
        double squares = 0;
        for (int i = 0; i < row.Length; i++)
        {
            double error = (double)row[i] - targets[i];
            _sums[i].Add(error, targets[i], lastKnown.IsEmpty ? float.NaN : lastKnown[i]);
            squares += Math.Pow(error / (row.Length == 1 || _deviations.Length == 0 ? 1 : _deviations[i]), 2);
        }

        double distance = Math.Sqrt(squares / row.Length);
        if (_worst.Takes(distance))
            _worst.Add(new WorstSample(number, Text(targets), Text(row), distance) { Position = position });
    }

    /// <summary>What was counted.</summary>
    public IReadOnlyList<ValueReport> Report() => [.. _sums.Select((sums, i) => sums.Report(_names[i], Math.Max(1, _count)))];

    private static string Text(ReadOnlySpan<float> row) =>
        string.Join(", ", row.ToArray().Select(value => value.ToString("g6", CultureInfo.InvariantCulture)));

    private struct Sums
    {
        private double _absolute, _squared, _error, _mean, _variance, _persistence;
        private long _count, _known;

        public void Add(double error, double target, double lastKnown)
        {
            _absolute += Math.Abs(error);
            _squared += error * error;
            _error += error;
            // Welford's way: prices are far from 0 and lie close together.
            double before = target - _mean;
            _mean += before / ++_count;
            _variance += before * (target - _mean);
            if (!double.IsFinite(lastKnown))
                return;
            _known++;
            _persistence += (lastKnown - target) * (lastKnown - target);
        }

        public readonly ValueReport Report(string name, long count) => new(name, _absolute / count, Math.Sqrt(_squared / count),
            _variance > 0 ? 1 - (_squared / _variance) : null, _error / count, _mean, Math.Sqrt(_variance / count))
        {
            PersistenceError = _known > 0 ? Math.Sqrt(_persistence / _known) : null,
        };
    }
}
