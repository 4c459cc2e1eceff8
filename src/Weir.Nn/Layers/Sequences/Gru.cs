using Weir.Tensors;

namespace Weir.Nn;

/// <summary>
/// Gated recurrent unit (Cho et al., 2014): h = (1 − z)·n + z·h with n = tanh(xW + r·(hU + b)). Gates stand in the order r, z, n. Where z
/// is near 1 the gradient goes through a place as it is.
/// </summary>
/// <param name="inputs">Features of a place.</param>
/// <param name="units">Length of the state.</param>
/// <param name="lastOnly">Whether only the last state goes out. Default false.</param>
public sealed class Gru(int inputs, int units, bool lastOnly = false) : Recurrent(inputs, units, 3, lastOnly)
{
    /// <summary>The bias of what the state brings, (3·units).</summary>
    public Parameter StateBias { get; } = new(new Shape(3 * units), new Zeros(), ParameterKind.Bias);

    /// <inheritdoc/>
    public override LayerTraits Traits => base.Traits | LayerTraits.Gated;

    /// <inheritdoc/>
    public override IReadOnlyList<(string Own, string There)> ForeignNames =>
    [
        ("inputWeight", "weight_ih_l0"), ("stateWeight", "weight_hh_l0"), ("bias", "bias_ih_l0"), ("stateBias", "bias_hh_l0"),
    ];

    private protected override Tensor Next(Tensor brought, Tensor state, ref Tensor memory)
    {
        Tensor own = state.Affine(StateWeight.Value, StateBias.Value);
        Tensor reset = Gate(brought, 0).Add(Gate(own, 0)).Sigmoid(), keep = Gate(brought, 1).Add(Gate(own, 1)).Sigmoid();
        Tensor fresh = Gate(brought, 2).Add(reset.Multiply(Gate(own, 2))).Tanh();
        return fresh.Add(keep.Multiply(state.Subtract(fresh)));
    }
}
