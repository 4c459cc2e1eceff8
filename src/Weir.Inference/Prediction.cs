using System.Globalization;
using System.Numerics.Tensors;
using Weir.Training;

namespace Weir.Inference;

/// <summary>What a network says of one sample.</summary>
public sealed class Prediction
{
    private readonly OutputSignature _output;
    private readonly float[] _values;

    internal Prediction(OutputSignature output, float[] values) => (_output, _values) = (output, values);

    /// <summary>The names of the classes, of the labels, or of the values.</summary>
    public IReadOnlyList<string> Names => _output.Names;

    /// <summary>
    /// A number for each name: the probability of the class or label (its score, where the loss of the training has no probabilities), or
    /// the value in the unit of the targets. Of a sequence, of each position in turn; where each pixel has a class, of each pixel, row by
    /// row.
    /// </summary>
    public ReadOnlySpan<float> Values => _values;

    /// <summary>
    /// The value, in the unit of the targets; the first of several; of a sequence, at its last position. Of classes, the greatest
    /// probability; where each pixel has a class, the first number of all.
    /// </summary>
    public float Value => _output.IsOfPixels ? _values[0] : _values[Offset + (Index ?? 0)];

    /// <summary>
    /// The number of the class that is most probable, from 0; of a sequence, at its last position. Null for labels and values, and where
    /// each pixel has a class (<see cref="Mask"/>).
    /// </summary>
    public int? Index => _output.Kind == OutputKind.Classes && !_output.IsOfPixels ? TensorPrimitives.IndexOfMax(_values.AsSpan(Offset))
        : null;

    /// <summary>What each pixel is of, in the size that the network takes; null where pixels have no classes.</summary>
    public PredictedMask? Mask => field ??= _output.IsOfPixels && _output.Kind == OutputKind.Classes ? new PredictedMask(_output, _values)
        : null;

    /// <summary>The name of the class that is most probable; of a sequence, at its last position. Null as <see cref="Index"/> is.</summary>
    public string? Class => Index is { } index ? Names[index] : null;

    /// <summary>
    /// The labels that hold: those more probable than not (of a score above 0); of a sequence, at its last position. Null for classes and
    /// values.
    /// </summary>
    public IReadOnlyList<string>? Labels => _output.Kind != OutputKind.Labels ? null
        : [.. Names.Where((_, i) => _output.Holds(_values[Offset + i]))];

    /// <summary>Its probability; null where <see cref="Index"/> is, and where the loss of the training has no probabilities.</summary>
    public float? Probability => Index is not null && _output.Link != OutputLink.Identity ? Value : null;

    /// <summary>
    /// The probability of a class or label, or a value; of a sequence, at its last position; where each pixel has a class, the share of
    /// pixels that are of it.
    /// </summary>
    /// <param name="name">One of <see cref="Names"/>.</param>
    /// <exception cref="KeyNotFoundException">There is no such name.</exception>
    public float this[string name]
    {
        get
        {
            for (int i = 0; i < Names.Count; i++)
            {
                if (Names[i] == name)
                    return Mask is { } mask ? mask.ShareOf(i) : _values[Offset + i];
            }

            throw new KeyNotFoundException($"there is no output '{name}'; there are {string.Join(", ", Names)}");
        }
    }

    private int Offset => _values.Length - Names.Count;

    /// <summary>The class with its probability, or the values; where each pixel has a class, the share of each.</summary>
    public override string ToString() => Mask is { } mask
        ? string.Join(", ", Names.Select((each, i) => string.Create(CultureInfo.InvariantCulture, $"{each} {mask.ShareOf(i):p1}")))
        : Class is { } name
        ? Probability is { } probability ? string.Create(CultureInfo.InvariantCulture, $"{name} ({probability:p1})") : name
        : string.Join(", ", Names.Select((each, i) => string.Create(CultureInfo.InvariantCulture, $"{each} {_values[Offset + i]:g6}")));
}
