using Weir.Nn;
using Weir.Tensors;
using TensorPrimitives = System.Numerics.Tensors.TensorPrimitives;

namespace Weir.Training;

/// <summary>Adds the gradient of λ‖∇L‖ to that of a batch, by a second pass at weights that are moved along the gradient.</summary>
internal sealed class GradientPenalty
{
    private readonly Node[] _weights;
    private readonly Tensor[] _buffers;
    private readonly float[]?[] _earlier;
    private readonly bool[] _hasEarlier;
    private readonly float[][] _gradients, _values, _statistics;
    private readonly float _radius, _share;

    /// <summary>
    /// Takes the memory: twice that of the parameters, and that of the buffers; once more that of the parameters where a step has several
    /// batches.
    /// </summary>
    /// <param name="model">The network.</param>
    /// <param name="parameters">What is moved.</param>
    /// <param name="options">How much the norm counts.</param>
    /// <exception cref="ArgumentException">An option outside its range.</exception>
    public GradientPenalty(Module model, IReadOnlyList<Parameter> parameters, GradientPenaltyOptions options)
    {
        if (options.Fault is { } fault)
            throw new ArgumentException($"gradient penalty: {fault}", nameof(options));
        (_radius, _share) = ((float)options.Radius, (float)(options.Strength / options.Radius));
        _weights = [.. parameters.Select(parameter => parameter.Value.Node)];
        _buffers = [.. ModuleMap.Of(model).Buffers.Select(entry => entry.Buffer.Value)];
        (_earlier, _hasEarlier) = (new float[_weights.Length][], new bool[_weights.Length]);
        _gradients = [.. _weights.Select(weight => new float[weight.Size])];
        _values = [.. _weights.Select(weight => new float[weight.Size])];
        _statistics = [.. _buffers.Select(buffer => new float[buffer.Shape.Size])];
    }

    /// <summary>Call before the first pass of a batch: what earlier batches of the step have left is no part of its gradient.</summary>
    public void Begin()
    {
        for (int i = 0; i < _weights.Length; i++)
        {
            Tape.WorkOut(_weights[i]);
            _hasEarlier[i] = _weights[i].Gradient is not null;
            if (_weights[i].Gradient is { } gradient)
                gradient.Span(_weights[i].Size).CopyTo(_earlier[i] ??= new float[_weights[i].Size]);
        }
    }

    /// <summary>Call after it: makes the second pass, and leaves the weights and the statistics of layers as they were.</summary>
    /// <param name="pass">Goes forward and back once more, the loss times the share that it is given; tells the loss.</param>
    public void Add(Func<float, double> pass)
    {
        double norm = ReadGradients();
        if (!double.IsFinite(norm) || norm == 0)
            return;
        for (int i = 0; i < _buffers.Length; i++)
            _buffers[i].CopyTo(_statistics[i]);
        for (int i = 0; i < _weights.Length; i++)
        {
            Span<float> weight = _weights[i].Storage.Span(_weights[i].Size);
            weight.CopyTo(_values[i]);
            TensorPrimitives.MultiplyAdd(_gradients[i], (float)(_radius / norm), weight, weight);
        }

        double loss;
        try
        {
            loss = pass(_share);
        }
        finally
        {
            for (int i = 0; i < _weights.Length; i++)
                _values[i].CopyTo(_weights[i].Storage.Span(_weights[i].Size));
            for (int i = 0; i < _buffers.Length; i++)
                _buffers[i].CopyFrom(_statistics[i]);
        }

        // Where the loss is not finite there, the second pass has added nothing, and the batch keeps its own gradient.
        if (!double.IsFinite(loss))
            return;
        for (int i = 0; i < _weights.Length; i++)
        {
            Tape.WorkOut(_weights[i]);
            if (_weights[i].Gradient is not { } gradient)
                continue;
            Span<float> sum = gradient.Span(_weights[i].Size);
            TensorPrimitives.MultiplyAdd(_gradients[i], -_share, sum, sum);
        }
    }

    /// <summary>Copies the gradients of the batch alone.</summary>
    /// <returns>The norm of all of them together.</returns>
    private double ReadGradients()
    {
        double squares = 0;
        for (int i = 0; i < _weights.Length; i++)
        {
            Tape.WorkOut(_weights[i]);
            Span<float> gradient = _gradients[i];
            if (_weights[i].Gradient is { } sum)
                sum.Span(gradient.Length).CopyTo(gradient);
            else
                gradient.Clear();
            if (_hasEarlier[i])
                TensorPrimitives.Subtract(gradient, _earlier[i], gradient);
            squares += TensorPrimitives.SumOfSquares<float>(gradient);
        }

        return Math.Sqrt(squares);
    }
}
