namespace Weir.Training;

/// <summary>Counts how well labels are told, sample by sample.</summary>
internal sealed class LabelCounts
{
    private readonly OutputSignature _output;
    private readonly IReadOnlyList<string> _names;
    private readonly bool _hasProbabilities;
    private readonly long[] _samples, _predicted, _found, _right;
    private readonly WorstSamples _worst;
    private long _count, _exact;

    /// <summary>Begins to count.</summary>
    /// <param name="output">The labels, and whether there are probabilities.</param>
    /// <param name="most">How many of the worst samples are kept.</param>
    public LabelCounts(OutputSignature output, int most)
    {
        (_output, _names, _hasProbabilities, _worst) = (output, output.Names, output.Link != OutputLink.Identity, new WorstSamples(most));
        int labels = _names.Count;
        (_samples, _predicted, _found, _right) = (new long[labels], new long[labels], new long[labels], new long[labels]);
    }

    /// <summary>The worst samples.</summary>
    public IReadOnlyList<WorstSample> Worst => _worst.Ordered();

    /// <summary>Counts a sample.</summary>
    /// <param name="number">The number of the sample, from 1.</param>
    /// <param name="row">A probability or score for each label.</param>
    /// <param name="targets">1 for each that holds, else 0 or −1.</param>
    /// <param name="position">The place of the target in it, from 1; null where it has one target.</param>
    public void Add(long number, ReadOnlySpan<float> row, ReadOnlySpan<float> targets, int? position = null)
    {
        _count++;
        bool isExact = true;
        double errors = 0;
        for (int i = 0; i < row.Length; i++)
        {
            bool holds = OutputReading.IsGiven(targets[i]), isPredicted = _output.Holds(row[i]);
            _samples[i] += holds ? 1 : 0;
            _predicted[i] += isPredicted ? 1 : 0;
            _found[i] += holds && isPredicted ? 1 : 0;
            _right[i] += holds == isPredicted ? 1 : 0;
            isExact &= holds == isPredicted;
            // The cross-entropy of a probability; of a score, how far it is on the wrong side.
            errors += _hasProbabilities ? -Math.Log(Math.Max(holds ? row[i] : 1 - row[i], 1e-30))
                : Math.Max(0, holds ? -row[i] : row[i]);
        }

        _exact += isExact ? 1 : 0;
        double error = isExact ? 0 : errors / row.Length;
        if (_worst.Takes(error))
            _worst.Add(new WorstSample(number, Text(targets, OutputReading.IsGiven), Text(row, _output.Holds), error)
            {
                Position = position,
            });
    }

    /// <summary>What was counted.</summary>
    public LabelsReport Report()
    {
        LabelReport[] each = [.. Enumerable.Range(0, _names.Count).Select(Each)];
        double[] known = [.. each.Select(label => label.F1).OfType<double>()];
        return new LabelsReport
        {
            Accuracy = (double)_right.Sum() / Math.Max(1, _count * _names.Count),
            Exact = (double)_exact / Math.Max(1, _count),
            F1 = known.Length == 0 ? null : known.Average(),
            Each = each,
        };
    }

    private LabelReport Each(int label) => new(_names[label], _samples[label], (double)_right[label] / Math.Max(1, _count),
        Share(_found[label], _predicted[label]), Share(_found[label], _samples[label]),
        _samples[label] == 0 ? null : 2.0 * _found[label] / (_predicted[label] + _samples[label]));

    private string Text(ReadOnlySpan<float> row, Func<float, bool> holds)
    {
        List<string> names = [];
        for (int i = 0; i < row.Length; i++)
        {
            if (holds(row[i]))
                names.Add(_names[i]);
        }

        return names.Count == 0 ? "none" : string.Join(", ", names);
    }

    private static double? Share(long part, long whole) => whole == 0 ? null : (double)part / whole;
}
