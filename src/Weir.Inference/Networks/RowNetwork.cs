using Weir.Nn;

namespace Weir.Inference;

/// <summary>
/// A network of dense layers as a list of steps on one row: no tape, no tensors, nothing that is allocated. It does not change after it is
/// made, so that any number of threads may use it at once.
/// </summary>
internal sealed class RowNetwork
{
    // Rows up to this width lie on the stack.
    private const int StackWidth = 1024;

    private readonly RowStep[] _steps;
    private readonly int _width;
    private readonly Slots<float[]> _scratch;

    private RowNetwork(RowStep[] steps)
    {
        _steps = steps;
        _width = RowStep.Padded(steps.Max(step => step.Outputs));
        _scratch = new Slots<float[]>(() => new float[2 * _width]);
    }

    /// <summary>Makes the steps of a network.</summary>
    /// <param name="model">The network, in evaluation.</param>
    /// <param name="inputs">Numbers of a sample.</param>
    /// <returns>Null where it has layers of other kinds.</returns>
    public static RowNetwork? Of(Module model, int inputs)
    {
        List<RowStep> steps = [];
        return Add(model, steps, inputs) && steps.Count > 0 ? new RowNetwork([.. steps]) : null;
    }

    /// <summary>Works out what comes out for one row.</summary>
    /// <param name="row">The row, as the network takes it.</param>
    /// <param name="output">What comes out.</param>
    public void Run(ReadOnlySpan<float> row, Span<float> output)
    {
        if (_width <= StackWidth)
        {
            Run(row, output, stackalloc float[2 * _width]);
            return;
        }

        float[] scratch = _scratch.Take();
        Run(row, output, scratch);
        _scratch.Return(scratch);
    }

    private void Run(ReadOnlySpan<float> row, Span<float> output, Span<float> scratch)
    {
        Span<float> next = scratch[.._width], other = scratch[_width..];
        ReadOnlySpan<float> x = row;
        foreach (RowStep step in _steps)
        {
            step.Apply(x, next);
            x = next;
            Span<float> free = other;
            other = next;
            next = free;
        }

        x[.._steps[^1].Outputs].CopyTo(output);
    }

    private static bool Add(Module module, List<RowStep> steps, int inputs)
    {
        int width = steps.Count > 0 ? steps[^1].Outputs : inputs;
        switch (module)
        {
            case Sequential sequence:
                return sequence.Parts.All(part => Add(part, steps, inputs));
            case Linear linear when linear.Weight.Shape[0] == width && DenseStep.Of(linear) is { } step:
                steps.Add(step);
                return true;
            case Activation { Operation: not null } activation:
                steps.Add(new ColumnStep(width, null, null, activation.Operation, activation.Parameter));
                return true;
            case BatchNorm norm when norm.Scale.Shape[0] == width:
                steps.Add(Fixed(norm, width));
                return true;
            // Neither does anything to a row in evaluation.
            case IDropoutLayer or Flatten:
                return true;
            default:
                return false;
        }
    }

    private static ColumnStep Fixed(BatchNorm norm, int width)
    {
        float[] factor = new float[width], offset = new float[width];
        float[] scale = norm.Scale.Value.ToArray(), shift = norm.Shift.Value.ToArray();
        float[] mean = norm.RunningMean.Value.ToArray(), variance = norm.RunningVariance.Value.ToArray();
        for (int i = 0; i < width; i++)
        {
            factor[i] = (float)(scale[i] / Math.Sqrt(variance[i] + norm.Epsilon));
            offset[i] = shift[i] - (mean[i] * factor[i]);
        }

        return new ColumnStep(width, factor, offset, null, 0);
    }
}
