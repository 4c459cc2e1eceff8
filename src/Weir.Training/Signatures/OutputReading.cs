using System.Numerics.Tensors;
using Weir.Data;

namespace Weir.Training;

/// <summary>
/// What is made of a network's outputs: probabilities of classes or labels, or values in the unit of the targets. All who judge outputs ask
/// here.
/// </summary>
internal sealed class OutputReading
{
    private readonly OutputSignature _signature;
    private readonly Standardizer _targets;

    /// <summary>Prepares it.</summary>
    public OutputReading(OutputSignature signature, Standardizer targets)
    {
        (_signature, _targets, Outputs, Positions) = (signature, targets, signature.Outputs, signature.Positions);
        (IsOneForTwo, Width) = (signature.IsOneForTwo, signature.Names.Count);
    }

    /// <summary>What is said of a sample.</summary>
    public OutputKind Kind => _signature.Kind;

    /// <summary>Outputs of each position.</summary>
    public int Outputs { get; }

    /// <summary>Positions of a sample.</summary>
    public int Positions { get; }

    /// <summary>Whether positions are the pixels of an image.</summary>
    public bool IsOfPixels => _signature.IsOfPixels;

    /// <summary>Whether one output tells two classes apart.</summary>
    public bool IsOneForTwo { get; }

    /// <summary>Numbers of a result for each position.</summary>
    public int Width { get; }

    /// <summary>Whether a label holds: by a logit or score, and by a target of 1 beside 0 or −1.</summary>
    public static bool IsGiven(float output) => output > 0;

    /// <summary>The class that outputs tell.</summary>
    /// <param name="row">Outputs of a position, as they come.</param>
    public int ClassOf(ReadOnlySpan<float> row) => IsOneForTwo ? row[0] > 0 ? 1 : 0 : TensorPrimitives.IndexOfMax(row);

    /// <summary>Reads outputs.</summary>
    /// <param name="outputs">Outputs of samples and positions, row by row.</param>
    /// <param name="results">Results, row by row: <see cref="Width"/> for each row of outputs. May be the same memory.</param>
    public void Apply(ReadOnlySpan<float> outputs, Span<float> results)
    {
        if (IsOneForTwo)
        {
            for (int row = outputs.Length - 1; row >= 0; row--)
            {
                // Without probabilities the scores are those of the two sides.
                bool isScore = _signature.Link == OutputLink.Identity;
                float second = isScore ? outputs[row] : 1 / (1 + MathF.Exp(-outputs[row]));
                (results[2 * row], results[(2 * row) + 1]) = (isScore ? 0 - second : 1 - second, second);
            }

            return;
        }

        outputs.CopyTo(results);
        Span<float> all = results[..outputs.Length];
        if (_signature.Kind == OutputKind.Values)
            _targets.UndoInPlace(all);
        Link(all);
    }

    /// <summary>Makes of outputs what the loss makes of them.</summary>
    /// <param name="rows">Outputs, row by row.</param>
    public void Link(Span<float> rows)
    {
        if (_signature.Link == OutputLink.Sigmoid)
            TensorPrimitives.Sigmoid(rows, rows);
        if (_signature.Link != OutputLink.Softmax)
            return;
        for (int start = 0; start < rows.Length; start += Outputs)
        {
            Span<float> row = rows.Slice(start, Outputs);
            TensorPrimitives.Subtract(row, TensorPrimitives.Max<float>(row), row);
            TensorPrimitives.Exp(row, row);
            TensorPrimitives.Divide(row, TensorPrimitives.Sum<float>(row), row);
        }
    }
}
