using Weir.Tensors;

namespace Weir.Nn;

/// <summary>
/// Long short-term memory (Hochreiter and Schmidhuber, 1997; with forget gate, Gers et al., 2000): c = f·c + i·g, h = o·tanh c. Along c the
/// gradient is multiplied by f alone, which can stay near 1. Gates stand in the order i, f, g, o.
/// </summary>
/// <param name="inputs">Features of a place.</param>
/// <param name="units">Length of the state.</param>
/// <param name="lastOnly">Whether only the last state goes out. Default false.</param>
/// <param name="forgetBias">First bias of the forget gates; 1 lets the memory last from the start (Jozefowicz et al., 2015). Default
/// 1.</param>
public sealed class Lstm(int inputs, int units, bool lastOnly = false, double forgetBias = 1)
    : Recurrent(inputs, units, 4, lastOnly, new GateBias(4, 1, forgetBias))
{
    /// <inheritdoc/>
    public override LayerTraits Traits => base.Traits | LayerTraits.Gated;

    private protected override Tensor Next(Tensor brought, Tensor state, ref Tensor memory)
    {
        Tensor gates = brought.Add(state.MatrixMultiply(StateWeight.Value));
        memory = Gate(gates, 1).Sigmoid().Multiply(memory).Add(Gate(gates, 0).Sigmoid().Multiply(Gate(gates, 2).Tanh()));
        return Gate(gates, 3).Sigmoid().Multiply(memory.Tanh());
    }
}
