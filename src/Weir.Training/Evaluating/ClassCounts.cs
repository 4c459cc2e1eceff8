using System.Numerics.Tensors;
using Weir.Data;

namespace Weir.Training;

/// <summary>Counts how well classes are told, sample by sample.</summary>
internal sealed class ClassCounts
{
    private const int Top = 5;
    private const int Bins = 15;
    private const int MostClasses = 200;

    // Scores that are kept to be sorted.
    private const int MostScores = 20_000_000;

    private readonly IReadOnlyList<string> _names;
    private readonly bool _hasProbabilities, _isOfPositions;
    private readonly WorstImages? _images;
    private readonly long[] _samples, _predicted, _right;
    private readonly long[,]? _confusion;
    private readonly (long Samples, double Confidence, long Right)[] _bins = new (long, double, long)[Bins];
    private readonly WorstSamples _worst;
    private readonly List<int> _labels = [];
    private readonly List<float> _scores = [];
    private long _count, _rightCount, _top;
    private double _brier, _logarithms;

    /// <summary>Begins to count.</summary>
    /// <param name="output">The classes, and whether there are probabilities.</param>
    /// <param name="most">How many of the worst samples are kept.</param>
    public ClassCounts(OutputSignature output, int most)
    {
        _names = output.Names;
        (_hasProbabilities, _isOfPositions) = (output.Link != OutputLink.Identity, output.Positions > 1 && !output.IsOfRows);
        int classes = _names.Count;
        (_samples, _predicted, _right) = (new long[classes], new long[classes], new long[classes]);
        _images = output.IsOfPixels ? new WorstImages(_names, most) : null;
        _confusion = classes <= MostClasses && (!_isOfPositions || output.IsOfPixels) ? new long[classes, classes] : null;
        _worst = new WorstSamples(most);
    }

    /// <summary>The mean of −ln p of the right class.</summary>
    public double MeanLogarithm => _logarithms / Math.Max(1, _count);

    /// <summary>The worst samples.</summary>
    public IReadOnlyList<WorstSample> Worst => _images?.Ordered() ?? _worst.Ordered();

    /// <summary>Counts a sample, or a position of one.</summary>
    /// <param name="number">The number of the sample, from 1.</param>
    /// <param name="row">A probability or score for each class.</param>
    /// <param name="label">The right class, or <see cref="ClassTargets.Ignored"/>.</param>
    /// <param name="position">The place of the target in it, from 1; null where it has one target.</param>
    /// <returns>Whether it is told right.</returns>
    public bool Add(long number, ReadOnlySpan<float> row, int label, int? position = null)
    {
        if (label == ClassTargets.Ignored)
            return false;
        int predicted = TensorPrimitives.IndexOfMax(row);
        float confidence = row[predicted], given = row[label];
        bool isRight = predicted == label;
        _count++;
        _rightCount += isRight ? 1 : 0;
        _samples[label]++;
        _predicted[predicted]++;
        _right[label] += isRight ? 1 : 0;
        if (_confusion is not null)
            _confusion[label, predicted]++;
        int above = 0;
        foreach (float score in row)
            above += score > given ? 1 : 0;
        _top += above < Top ? 1 : 0;
        double logarithm = -Math.Log(Math.Max(given, 1e-30));
        _logarithms += logarithm;
        if (_hasProbabilities)
            Calibrate(row, label, confidence, isRight);
        _images?.Add(number, label, predicted);
        double error = isRight ? 0 : _hasProbabilities ? logarithm : confidence - given;
        if (_worst.Takes(error))
            _worst.Add(new WorstSample(number, _names[label], _names[predicted], error)
            {
                Position = position,
                Probability = _hasProbabilities ? confidence : null,
            });
        if (!_isOfPositions && _scores.Count + row.Length <= MostScores)
        {
            _labels.Add(label);
            _scores.AddRange(row);
        }

        return isRight;
    }

    /// <summary>What was counted.</summary>
    public ClassificationReport Report()
    {
        int classes = _names.Count;
        ClassReport[]? each = _isOfPositions && _images is null ? null : [.. Enumerable.Range(0, classes).Select(Each)];
        double?[] areas = each?.Select(one => one.Auc).ToArray() ?? [];
        return new ClassificationReport
        {
            Accuracy = Share(_rightCount, _count) ?? 0,
            Majority = Share(_samples.Max(), _count) ?? 0,
            Top = classes > Top ? Top : null,
            TopAccuracy = classes > Top ? Share(_top, _count) : null,
            Precision = Mean(each?.Select(one => one.Precision)),
            Recall = Mean(each?.Select(one => one.Recall)),
            F1 = Mean(each?.Select(one => one.F1)),
            MeanIou = Mean(each?.Select(one => one.Iou)),
            Auc = classes == 2 ? areas.ElementAtOrDefault(1) : Mean(areas),
            Brier = _hasProbabilities ? _brier / Math.Max(1, _count) : null,
            CalibrationError = _hasProbabilities ? _bins.Sum(bin => Math.Abs(bin.Confidence - bin.Right)) / Math.Max(1, _count) : null,
            Calibration = _hasProbabilities ? [.. _bins.Where(bin => bin.Samples > 0).Select(bin =>
                new CalibrationBin(bin.Samples, bin.Confidence / bin.Samples, (double)bin.Right / bin.Samples))] : null,
            Each = each,
            Confusion = _confusion is null ? null : [.. Enumerable.Range(0, classes).Select(row =>
                (IReadOnlyList<long>)[.. Enumerable.Range(0, classes).Select(column => _confusion[row, column])])],
        };
    }

    private void Calibrate(ReadOnlySpan<float> row, int label, float confidence, bool isRight)
    {
        ref (long Samples, double Confidence, long Right) bin = ref _bins[Math.Clamp((int)(confidence * Bins), 0, Bins - 1)];
        bin = (bin.Samples + 1, bin.Confidence + confidence, bin.Right + (isRight ? 1 : 0));
        if (row.Length == 2)
        {
            _brier += Math.Pow(row[1] - label, 2);
            return;
        }

        for (int i = 0; i < row.Length; i++)
            _brier += Math.Pow(row[i] - (i == label ? 1 : 0), 2);
    }

    private ClassReport Each(int number)
    {
        double? precision = Share(_right[number], _predicted[number]), recall = Share(_right[number], _samples[number]);
        double? f1 = recall is null ? null : 2.0 * _right[number] / (_predicted[number] + _samples[number]);
        return new ClassReport(_names[number], _samples[number], precision, recall, f1, Area(number))
        {
            Iou = _images is null ? null : Share(_right[number], _samples[number] + _predicted[number] - _right[number]),
        };
    }

    private double? Area(int number)
    {
        // Where not all were kept, those that were are no fair sample.
        if (_labels.Count != _count)
            return null;
        int classes = _names.Count;
        float[] scores = new float[_labels.Count];
        bool[] isOfClass = new bool[scores.Length];
        for (int i = 0; i < scores.Length; i++)
            (scores[i], isOfClass[i]) = (_scores[(i * classes) + number], _labels[i] == number);
        return AreaUnderCurve.Of(scores, isOfClass);
    }

    private static double? Share(long part, long whole) => whole == 0 ? null : (double)part / whole;

    private static double? Mean(IEnumerable<double?>? values)
    {
        double[] known = [.. values?.OfType<double>() ?? []];
        return known.Length == 0 ? null : known.Average();
    }
}
