using Weir.Tensors;

namespace Weir.Nn;

/// <summary>
/// h = f(x·W + h·U + b), f tanh unless told (Elman, 1990). Through many places the gradient is multiplied by U as many times: it vanishes
/// or explodes. With a rectifier and the identity for U at first it is an IRNN (Le, Jaitly and Hinton, 2015).
/// </summary>
public sealed class SimpleRnn : Recurrent
{
    /// <summary>Makes the layer.</summary>
    /// <param name="inputs">Features of a place.</param>
    /// <param name="units">Length of the state.</param>
    /// <param name="lastOnly">Whether only the last state goes out. Default false.</param>
    /// <param name="activation">f, a function of one operation. Default tanh.</param>
    /// <param name="inputWeight">First weights of what comes in. Default <see cref="GlorotUniform"/>.</param>
    /// <param name="stateWeight">First weights of the state before. Default <see cref="Orthogonal"/>.</param>
    /// <exception cref="ArgumentException">The function is put together of several operations.</exception>
    public SimpleRnn(int inputs, int units, bool lastOnly = false, Activation? activation = null, Initializer? inputWeight = null,
        Initializer? stateWeight = null)
        : base(inputs, units, 1, lastOnly, null, inputWeight, stateWeight)
    {
        activation ??= new Tanh();
        Operation = activation.Operation ?? throw new ArgumentException(
            $"{activation.Kind} is put together of several operations; a recurrent layer takes a function of one", nameof(activation));
        Parameter = activation.Parameter;
    }

    /// <summary>The name of f.</summary>
    public string Function => Operation.Name;

    /// <summary>f.</summary>
    public UnaryOperation Operation { get; }

    /// <summary>The number that f takes; 0 where it takes none.</summary>
    public float Parameter { get; }

    /// <inheritdoc/>
    public override string Kind => "simple-rnn";

    private protected override Tensor Next(Tensor brought, Tensor state, ref Tensor memory) =>
        Operation.Apply(brought.Add(state.MatrixMultiply(StateWeight.Value)), Parameter);
}
