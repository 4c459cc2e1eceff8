using System.Numerics.Tensors;
using Weir.Data;
using Weir.Nn;
using Tensor = Weir.Tensors.Tensor;

namespace Weir.Training;

/// <summary>Counts how well outputs fit targets: classes that are right, or the squared error of values.</summary>
internal sealed class OutputScore
{
    private readonly float[] _outputs;
    private readonly int _width;
    private readonly bool _classes;
    private readonly int _positions = 1;
    private readonly bool _isLogistic, _isOfLabels;

    public OutputScore(Dataset dataset, int batchSize, Loss? loss = null)
    {
        // Logits that stand for probabilities: values of 0 and 1 are labels, each right or wrong by itself.
        _isLogistic = loss?.Plain is SigmoidCrossEntropy;
        _isOfLabels = loss is { TakesOneLogit: true } && dataset.Targets is ValueTargets { Values: var all }
            && Array.TrueForAll(all, value => value is 0 or 1);
        _classes = dataset.Targets is ClassTargets;
        _width = dataset.Targets switch { ClassTargets classes => classes.Classes, ValueTargets values => values.Width, _ => 0 };
        if (dataset.Targets is ClassTargets targets)
            _positions = targets.Positions;
        _outputs = new float[Math.Min(batchSize, dataset.Count) * _positions * _width];
    }

    public long Samples { get; set; }

    public long Right { get; set; }

    private double SquaredError { get; set; }

    private double Sum { get; set; }

    private double Squares { get; set; }

    public double? Accuracy => Samples == 0 ? null : _classes ? (double)Right / (Samples * _positions)
        : _isOfLabels ? (double)Right / (Samples * _width) : null;

    /// <summary>1 − Σ(y − t)² / Σ(t − mean)²; with several values a sample, all taken together.</summary>
    public double? R2
    {
        get
        {
            double variance = Squares - (Sum * Sum / (Samples * _width));
            return !_classes && !_isOfLabels && Samples > 0 && variance > 0 ? 1 - (SquaredError / variance) : null;
        }
    }

    public void Clear() => (Samples, Right, SquaredError, Sum, Squares) = (0, 0, 0, 0, 0);

    public void Add(Tensor output, Batch batch)
    {
        Samples += batch.Count;
        bool isOne = _classes && _width == 2 && output.Shape[^1] == 1;
        Span<float> rows = _outputs.AsSpan(0, batch.Count * _positions * (isOne ? 1 : _width));
        output.CopyTo(rows);
        if (_classes)
        {
            ReadOnlySpan<int> labels = batch.Labels;
            if (isOne)
            {
                // One output above 0 is the second of two classes.
                for (int i = 0; i < labels.Length; i++)
                    Right += (rows[i] > 0) == (labels[i] == 1) ? 1 : 0;
                return;
            }

            for (int i = 0; i < labels.Length; i++)
                Right += TensorPrimitives.IndexOfMax(rows.Slice(i * _width, _width)) == labels[i] ? 1 : 0;
            return;
        }

        ReadOnlySpan<float> values = batch.Values;
        for (int i = 0; i < rows.Length; i++)
        {
            double target = values[i], error = (_isLogistic ? 1 / (1 + Math.Exp(-rows[i])) : rows[i]) - target;
            Right += _isOfLabels && (rows[i] > 0) == (target > 0) ? 1 : 0;
            SquaredError += error * error;
            Sum += target;
            Squares += target * target;
        }
    }
}
