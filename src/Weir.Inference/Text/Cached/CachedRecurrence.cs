using System.Numerics.Tensors;
using Weir.Nn;

namespace Weir.Inference;

/// <summary>A recurrent layer that keeps its state.</summary>
internal sealed class CachedRecurrence : CachedLayer
{
    private readonly Recurrent _layer;
    private readonly DenseStep _input, _own;
    private readonly float[] _brought, _gates, _state, _memory;

    /// <summary>Takes a layer in.</summary>
    public CachedRecurrence(Recurrent layer)
    {
        _layer = layer;
        int units = layer.Units, gates = layer.InputWeight.Shape[1];
        _input = new DenseStep(layer.InputWeight.Value.ToArray(), layer.Bias.Value.ToArray(), layer.InputWeight.Shape[0], gates, null, 0);
        _own = new DenseStep(layer.StateWeight.Value.ToArray(), (layer as Gru)?.StateBias.Value.ToArray(), units, gates, null, 0);
        (_brought, _gates) = (new float[RowStep.Padded(gates)], new float[RowStep.Padded(gates)]);
        (_state, _memory) = (new float[units], new float[units]);
    }

    /// <inheritdoc/>
    public override int Width => _layer.Units;

    /// <inheritdoc/>
    public override void Apply(ReadOnlySpan<float> x, Span<float> y, int place)
    {
        _input.Apply(x, _brought);
        _own.Apply(_state, _gates);
        if (_layer is Gru)
        {
            Reset(Gate(_brought, 0), Gate(_gates, 0));
            Reset(Gate(_brought, 1), Gate(_gates, 1));
            // The fresh state takes of the old one what the first gate lets through; the second keeps the old one.
            Span<float> fresh = Gate(_brought, 2);
            TensorPrimitives.MultiplyAdd(Gate(_brought, 0), Gate(_gates, 2), fresh, fresh);
            TensorPrimitives.Tanh<float>(fresh, fresh);
            TensorPrimitives.Subtract<float>(_state, fresh, _state);
            TensorPrimitives.MultiplyAdd<float>(_state, Gate(_brought, 1), fresh, _state);
        }
        else
        {
            TensorPrimitives.Add<float>(_brought, _gates, _gates);
            if (_layer is SimpleRnn simple)
            {
                Gate(_gates, 0).CopyTo(_state);
                simple.Operation.ApplyTo(_state, simple.Parameter);
            }
            else
            {
                Remember();
            }
        }

        _state.CopyTo(y);
    }

    /// <inheritdoc/>
    public override void Reset()
    {
        Array.Clear(_state);
        Array.Clear(_memory);
    }

    private void Remember()
    {
        foreach (int gate in (ReadOnlySpan<int>)[0, 1, 3])
            TensorPrimitives.Sigmoid<float>(Gate(_gates, gate), Gate(_gates, gate));
        TensorPrimitives.Tanh<float>(Gate(_gates, 2), Gate(_gates, 2));
        TensorPrimitives.Multiply<float>(Gate(_gates, 0), Gate(_gates, 2), Gate(_gates, 2));
        TensorPrimitives.MultiplyAdd<float>(_memory, Gate(_gates, 1), Gate(_gates, 2), _memory);
        TensorPrimitives.Tanh<float>(_memory, _state);
        TensorPrimitives.Multiply<float>(_state, Gate(_gates, 3), _state);
    }

    private static void Reset(Span<float> brought, Span<float> own)
    {
        TensorPrimitives.Add<float>(brought, own, brought);
        TensorPrimitives.Sigmoid<float>(brought, brought);
    }

    private Span<float> Gate(float[] gates, int gate) => gates.AsSpan(gate * Width, Width);
}
