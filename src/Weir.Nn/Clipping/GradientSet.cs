using System.Numerics.Tensors;
using Weir.Tensors;
using Weir.Tensors.Backends;

namespace Weir.Nn;

/// <summary>
/// The gradients of a step on their way through the links, each with a factor that it is still to be taken times: links that only
/// scale touch no memory.
/// </summary>
public sealed class GradientSet
{
    private readonly Backend _backend;
    private readonly double[] _scales;

    // Of the gradient as it lies in memory; not a number where it has to be worked out.
    private readonly double[] _squares;

    internal GradientSet(IReadOnlyList<Parameter> parameters, IReadOnlyList<string> names, Backend backend, long seed)
    {
        (Parameters, Names, _backend, Seed) = (parameters, names, backend, seed);
        _scales = new double[parameters.Count];
        _squares = new double[parameters.Count];
    }

    /// <summary>Whose gradients they are; a link names them by their number here.</summary>
    public IReadOnlyList<Parameter> Parameters { get; }

    /// <summary>Their names in the network that the optimizer was made for.</summary>
    public IReadOnlyList<string> Names { get; }

    /// <summary>The seed of links that draw random numbers.</summary>
    public long Seed { get; }

    /// <summary>The step, from 1.</summary>
    public long Step { get; private set; }

    /// <summary>Works out gradients that wait as products, and takes all times a factor.</summary>
    internal void Begin(long step, double scale)
    {
        Step = step;
        // By index: an enumerator of the interface would be an object at every step.
        for (int i = 0; i < Parameters.Count; i++)
            Tape.WorkOut(Parameters[i].Value.Node);
        Array.Fill(_scales, scale);
        Array.Fill(_squares, double.NaN);
    }

    /// <summary>Whether a gradient has arrived.</summary>
    /// <param name="index">The parameter's number.</param>
    public bool Has(int index) => Gradient(index) is not null;

    internal double ScaleOf(int index) => _scales[index];

    /// <summary>The norm of one gradient; 0 where there is none.</summary>
    /// <param name="index">The parameter's number.</param>
    public double Norm(int index)
    {
        if (!Has(index))
            return 0;
        if (double.IsNaN(_squares[index]))
            _squares[index] = _backend.SumOfSquares(Gradient(index)!, Parameters[index].Shape.Size);
        return Math.Abs(_scales[index]) * Math.Sqrt(_squares[index]);
    }

    /// <summary>The norm of all gradients together.</summary>
    public double Norm()
    {
        double squares = 0;
        for (int i = 0; i < Parameters.Count; i++)
        {
            double norm = Norm(i);
            squares += norm * norm;
        }

        return Math.Sqrt(squares);
    }

    /// <summary>Takes a gradient times a number.</summary>
    /// <param name="index">The parameter's number.</param>
    /// <param name="factor">The number.</param>
    public void Scale(int index, double factor) => _scales[index] *= factor;

    /// <summary>Takes all gradients times a number.</summary>
    /// <param name="factor">The number.</param>
    public void Scale(double factor)
    {
        for (int i = 0; i < _scales.Length; i++)
            _scales[i] *= factor;
    }

    /// <summary>
    /// Changes every entry of a gradient by a rule that has it in the place of the weight, and the weight in that of the gradient.
    /// </summary>
    internal void Change<TOperator>(int index, float coefficient)
        where TOperator : struct, IUpdateOperator
    {
        UpdateRates rates = new(0) { Coefficient = coefficient, Shrink = (float)_scales[index] };
        _ = _backend.Update<TOperator>(Gradient(index)!, Parameters[index].Value.Node.Storage, default, Parameters[index].Shape.Size, rates,
            measured: false);
        (_scales[index], _squares[index]) = (1, double.NaN);
    }

    /// <summary>A gradient's entries with its factor worked in, to be read and changed.</summary>
    /// <param name="index">The parameter's number.</param>
    public Span<float> Values(int index)
    {
        Span<float> values = Gradient(index)!.Span(Parameters[index].Shape.Size);
        if (_scales[index] != 1)
            TensorPrimitives.Multiply(values, (float)_scales[index], values);
        (_scales[index], _squares[index]) = (1, double.NaN);
        return values;
    }

    private Storage? Gradient(int index) => Parameters[index].Value.Node.Gradient;
}
