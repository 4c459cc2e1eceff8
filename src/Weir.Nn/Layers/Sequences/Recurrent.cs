using Weir.Tensors;

namespace Weir.Nn;

/// <summary>
/// A layer that goes through a sequence place by place and keeps a state: (samples, length, features) becomes (samples, length, units),
/// or (samples, units) where the last state alone is wanted. The gradient goes back through all places.
/// </summary>
public abstract class Recurrent : Module, IForeignNames
{
    private readonly bool _lastOnly;

    [NotAPart]
    private Tensor[] _states = [];

    private protected Recurrent(int inputs, int units, int gates, bool lastOnly, Initializer? bias = null,
        Initializer? inputWeight = null, Initializer? stateWeight = null)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(inputs, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(units, 1);
        (Units, _lastOnly) = (units, lastOnly);
        InputWeight = new Parameter(new Shape(inputs, gates * units), inputWeight ?? new GlorotUniform());
        StateWeight = new Parameter(new Shape(units, gates * units), stateWeight ?? new Orthogonal());
        Bias = new Parameter(new Shape(gates * units), bias ?? new Zeros(), ParameterKind.Bias);
    }

    /// <summary>Length of the state.</summary>
    public int Units { get; }

    /// <summary>Whether only the last state goes out.</summary>
    public bool LastOnly => _lastOnly;

    /// <summary>(inputs, gates·units).</summary>
    public Parameter InputWeight { get; }

    /// <summary>(units, gates·units).</summary>
    public Parameter StateWeight { get; }

    /// <summary>(gates·units).</summary>
    public Parameter Bias { get; }

    /// <inheritdoc/>
    public override LayerTraits Traits => LayerTraits.Recurrent;

    /// <inheritdoc/>
    // PyTorch has a bias of the inputs and one of the state.
    public virtual IReadOnlyList<(string Own, string There)> ForeignNames =>
    [
        ("inputWeight", "weight_ih_l0"), ("stateWeight", "weight_hh_l0"), ("bias", "bias_ih_l0"), ("bias", "bias_hh_l0"),
    ];

    /// <inheritdoc/>
    public override long MultiplyAdds(Shape input, Shape output) =>
        (long)input[0] * input[1] * (InputWeight.Shape.Size + StateWeight.Shape.Size);

    /// <inheritdoc/>
    protected override Tensor Forward(Tensor x)
    {
        Sequences.Check(this, x, InputWeight.Shape[0]);
        int samples = x.Shape[0], length = x.Shape[1];
        if (length == 0)
            throw new LayerShapeException(this, $"a sequence of no places came in");
        // What the inputs bring is one product for all places; places come first, so that each is one piece of memory.
        Tensor brought = x.Transpose(1, 0, 2).Affine(InputWeight.Value, Bias.Value);
        Tape tape = Tapes.Of(Kind, x.Node);
        Tensor state = tape.Full(new Shape(samples, Units), 0), memory = state;
        // The same array at every step.
        if (_states.Length < length)
            _states = new Tensor[length];
        Span<Tensor> states = _states.AsSpan(0, length);
        int t = 0;
        try
        {
            for (; t < length; t++)
            {
                (int first, Tensor before, Tensor remembered) = (tape.Count, state, memory);
                state = Next(brought.Slice(0, t, 1).Reshape(new Shape(samples, InputWeight.Shape[1])), state, ref memory);
                // Where there is a memory besides the state, as in an LSTM, that is what the gradient goes back through.
                TellState(t, length, memory == remembered ? state : memory);
                tape.ReleaseSince(first, state, memory);
                memory.Replacing(remembered, given: before);
                if (_lastOnly)
                    state.Replacing(before, given: memory);
                states[t] = state.Reshape(new Shape(1, samples, Units));
            }
        }
        catch (AllocationException error)
        {
            throw new LayerAllocationException(this, $"after {t} of {length} places", error);
        }

        return _lastOnly ? state : Shaping.Concatenate(0, states).Transpose(1, 0, 2);
    }

    /// <summary>The next state from what the input brings to the gates, (samples, gates·units).</summary>
    private protected abstract Tensor Next(Tensor brought, Tensor state, ref Tensor memory);

    private protected Tensor Gate(Tensor gates, int gate) => gates.Slice(1, gate * Units, Units);
}
