using Weir.Tensors;

namespace Weir.Nn;

/// <summary>
/// h = tanh(x·W + h·U + b) (Elman, 1990). Through many places the gradient is multiplied by U as many times: it vanishes or explodes.
/// </summary>
/// <param name="inputs">Features of a place.</param>
/// <param name="units">Length of the state.</param>
/// <param name="lastOnly">Whether only the last state goes out. Default false.</param>
public sealed class SimpleRnn(int inputs, int units, bool lastOnly = false) : Recurrent(inputs, units, 1, lastOnly)
{
    /// <inheritdoc/>
    public override string Kind => "simple-rnn";

    private protected override Tensor Next(Tensor brought, Tensor state, ref Tensor memory) =>
        brought.Add(state.MatrixMultiply(StateWeight.Value)).Tanh();
}
