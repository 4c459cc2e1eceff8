using Weir.Data;
using Tensor = Weir.Tensors.Tensor;

namespace Weir.Training;

/// <summary>Counts how well outputs fit targets: classes or labels that are right, or the squared error of values.</summary>
internal sealed class OutputScore
{
    private readonly OutputReading _reading;
    private readonly float[] _outputs;
    private readonly IntersectionOverUnion? _iou;

    /// <summary>Begins to count.</summary>
    /// <param name="reading">What outputs mean.</param>
    /// <param name="dataset">The set.</param>
    /// <param name="batchSize">The most samples of a batch.</param>
    public OutputScore(OutputReading reading, Dataset dataset, int batchSize)
    {
        _reading = reading;
        _iou = reading is { IsOfPixels: true, Kind: OutputKind.Classes } ? new IntersectionOverUnion(reading.Width) : null;
        _outputs = new float[Math.Min(batchSize, dataset.Count) * reading.Positions * reading.Outputs];
    }

    public long Samples { get; set; }

    public long Right { get; set; }

    /// <summary>Positions that count for nothing.</summary>
    public long Ignored { get; set; }

    private double SquaredError { get; set; }

    private double Sum { get; set; }

    private double Squares { get; set; }

    public double? Accuracy => Samples == 0 ? null : _reading.Kind switch
    {
        OutputKind.Classes => (double)Right / Math.Max(1, Counted),
        OutputKind.Labels => (double)Right / Math.Max(1, Counted * _reading.Outputs),
        _ => null,
    };

    private long Counted => (Samples * _reading.Positions) - Ignored;

    /// <summary>1 − Σ(y − t)² / Σ(t − mean)²; with several values a sample, all taken together.</summary>
    public double? R2
    {
        get
        {
            double variance = Squares - (Sum * Sum / (Counted * _reading.Outputs));
            return _reading.Kind == OutputKind.Values && Counted > 0 && variance > 0 ? 1 - (SquaredError / variance) : null;
        }
    }

    /// <summary>What was counted, beside a loss.</summary>
    public EvaluationMetrics With(double loss) => new(loss, Accuracy, R2) { MeanIou = _iou?.Mean };

    public void Clear()
    {
        _iou?.Clear();
        (Samples, Right, Ignored, SquaredError, Sum, Squares) = (0, 0, 0, 0, 0, 0);
    }

    public void Add(Tensor output, Batch batch)
    {
        Samples += batch.Count;
        int width = _reading.Outputs;
        Span<float> rows = _outputs.AsSpan(0, batch.Count * _reading.Positions * width);
        output.CopyTo(rows);
        if (_reading.Kind == OutputKind.Classes)
        {
            ReadOnlySpan<int> labels = batch.Labels;
            for (int i = 0; i < labels.Length; i++)
            {
                int said = _reading.ClassOf(rows.Slice(i * width, width));
                if (labels[i] == ClassTargets.Ignored)
                {
                    Ignored++;
                    continue;
                }

                Right += said == labels[i] ? 1 : 0;
                _iou?.Add(labels[i], said);
            }

            return;
        }

        ReadOnlySpan<float> values = batch.Values;
        bool hasGaps = _reading.Positions > 1 && values.Contains(float.NaN);
        for (int i = 0; hasGaps && i < values.Length; i += width)
            Ignored += float.IsNaN(values[i]) ? 1 : 0;
        if (_reading.Kind == OutputKind.Labels)
        {
            for (int i = 0; i < rows.Length; i++)
                Right += OutputReading.IsGiven(rows[i]) == OutputReading.IsGiven(values[i]) && !(hasGaps && float.IsNaN(values[i])) ? 1 : 0;
            return;
        }

        _reading.Link(rows);
        for (int i = 0; i < rows.Length; i++)
        {
            if (hasGaps && float.IsNaN(values[i]))
                continue;
            double target = values[i], error = rows[i] - target;
            SquaredError += error * error;
            Sum += target;
            Squares += target * target;
        }
    }
}
