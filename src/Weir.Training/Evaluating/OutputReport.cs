using Weir.Data;
using Weir.Tensors;

namespace Weir.Training;

/// <summary>Collects what outputs say of a set, batch by batch, to a report in full.</summary>
internal sealed class OutputReport
{
    /// <summary>How many of the worst samples are told, unless told.</summary>
    public const int Most = 10;

    private readonly Dataset _dataset;
    private readonly OutputSignature _output;
    private readonly Standardizer _targets;
    private readonly OutputReading _reading;
    private readonly ClassCounts? _classes;
    private readonly LabelCounts? _labels;
    private readonly ValueCounts? _values;
    private readonly SampleRow? _each;
    private float[] _outputs = [], _results = [];
    private long _number;

    /// <summary>Begins to collect.</summary>
    /// <param name="output">What outputs mean.</param>
    /// <param name="targets">What target values are scaled by.</param>
    /// <param name="dataset">The set, scaled as in training.</param>
    /// <param name="most">How many of the worst samples are told.</param>
    /// <param name="each">Is told of each row, or null.</param>
    public OutputReport(OutputSignature output, Standardizer targets, Dataset dataset, int most = Most, SampleRow? each = null)
    {
        (_dataset, _output, _targets, _reading, _each) = (dataset, output, targets, new OutputReading(output, targets), each);
        if (output.Kind == OutputKind.Classes)
            _classes = new ClassCounts(output, most);
        else if (output.Kind == OutputKind.Labels)
            _labels = new LabelCounts(output, most);
        else
            _values = new ValueCounts(output, targets.Scale, most);
    }

    /// <summary>Is told of a sample, or of a position of one.</summary>
    /// <param name="row">A prediction for each value or label, in its own unit; a probability or score for each class.</param>
    /// <param name="targets">The values or labels that are right, NaN of a position where they are not known; none of classes.</param>
    /// <param name="isRight">Whether the class is the right one; false of values and labels.</param>
    internal delegate void SampleRow(ReadOnlySpan<float> row, ReadOnlySpan<float> targets, bool isRight);

    /// <summary>Adds the outputs of the next batch.</summary>
    public void Add(Tensor output, Batch batch)
    {
        int width = _reading.Width, rows = output.Shape.Size / output.Shape[^1], perSample = rows / batch.Count;
        Array.Resize(ref _outputs, Math.Max(_outputs.Length, output.Shape.Size));
        Array.Resize(ref _results, Math.Max(_results.Length, rows * width));
        output.CopyTo(_outputs);
        _reading.Apply(_outputs.AsSpan(0, output.Shape.Size), _results);
        float[] rights = _classes is null ? batch.Values.ToArray() : [];
        if (_values is not null)
            _targets.UndoInPlace(rights);
        for (int row = 0; row < rows; row++)
        {
            ReadOnlySpan<float> result = _results.AsSpan(row * width, width);
            long number = _number + (row / perSample) + 1;
            int? position = perSample == 1 ? null : (row % perSample) + 1;
            bool isRight = _classes?.Add(number, result, batch.Labels[row], position) == true;
            ReadOnlySpan<float> right = _classes is null ? rights.AsSpan(row * width, width) : [];
            if (perSample == 1 || (_classes is null && !float.IsNaN(right[0])))
            {
                _labels?.Add(number, result, right, position);
                _values?.Add(number, result, right, LastKnown((_number * perSample) + row, width), position);
            }

            _each?.Invoke(result, right, isRight);
        }

        _number += batch.Count;
    }

    /// <summary>What was collected, beside the loss of the set.</summary>
    public EvaluationReport With(double loss) => new()
    {
        Set = _dataset.Name,
        Samples = _dataset.Count,
        Loss = loss,
        Classes = _classes?.Report(),
        Labels = _labels?.Report(),
        Values = _values?.Report(),
        Perplexity = _classes is not null && _output is { Positions: > 1, IsOfPixels: false, IsOfRows: false, Link: OutputLink.Softmax }
            ? Math.Exp(_classes.MeanLogarithm) : null,
        Worst = [.. (_classes?.Worst ?? _labels?.Worst ?? _values!.Worst).Select(Placed)],
    };

    private ReadOnlySpan<float> LastKnown(long position, int width) =>
        _dataset.Targets is ValueTargets { LastKnown: { } known } ? known.AsSpan((int)position * width, width) : [];

    private WorstSample Placed(WorstSample sample)
    {
        SampleOrigin? origin = _dataset.Origins?[(int)(sample.Sample - 1)];
        return sample with
        {
            Place = (sample.Position is { } position ? origin?.At(position - 1, _dataset.Targets.Positions) : origin)?.ToString(),
        };
    }
}
