using System.Numerics.Tensors;
using Weir.Data;

namespace Weir.Training;

/// <summary>What is made of a network's outputs: probabilities of classes, or values in the unit of the targets.</summary>
internal sealed class OutputReading
{
    private readonly OutputSignature _signature;
    private readonly Standardizer _targets;
    private readonly int _outputs;

    /// <summary>Prepares it.</summary>
    public OutputReading(OutputSignature signature, Standardizer targets)
    {
        (_signature, _targets, _outputs) = (signature, targets, signature.Outputs);
        IsOneForTwo = signature.Kind == OutputKind.Classes && _outputs == 1 && signature.Names.Count == 2;
        Width = signature.Names.Count;
    }

    /// <summary>Whether one output tells two classes apart.</summary>
    public bool IsOneForTwo { get; }

    /// <summary>Numbers of a result for each position.</summary>
    public int Width { get; }

    /// <summary>Reads outputs.</summary>
    /// <param name="outputs">Outputs of samples and positions, row by row.</param>
    /// <param name="results">Results, row by row: <see cref="Width"/> for each row of outputs. May be the same memory.</param>
    public void Apply(ReadOnlySpan<float> outputs, Span<float> results)
    {
        if (_signature.Kind == OutputKind.Values)
        {
            outputs.CopyTo(results);
            _targets.UndoInPlace(results[..outputs.Length]);
            if (_signature.Link == OutputLink.Sigmoid)
                TensorPrimitives.Sigmoid(results[..outputs.Length], results[..outputs.Length]);
            return;
        }

        if (IsOneForTwo)
        {
            for (int row = outputs.Length - 1; row >= 0; row--)
            {
                // Without probabilities the scores are those of the two sides.
                bool isScore = _signature.Link == OutputLink.Identity;
                float second = isScore ? outputs[row] : 1 / (1 + MathF.Exp(-outputs[row]));
                (results[2 * row], results[(2 * row) + 1]) = (isScore ? -second : 1 - second, second);
            }

            return;
        }

        outputs.CopyTo(results);
        for (int start = 0; start < outputs.Length; start += _outputs)
            Link(results.Slice(start, _outputs));
    }

    private void Link(Span<float> row)
    {
        if (_signature.Link == OutputLink.Sigmoid)
        {
            TensorPrimitives.Sigmoid(row, row);
        }
        else if (_signature.Link == OutputLink.Softmax)
        {
            TensorPrimitives.Subtract(row, TensorPrimitives.Max(row), row);
            TensorPrimitives.Exp(row, row);
            TensorPrimitives.Divide(row, TensorPrimitives.Sum(row), row);
        }
    }
}
