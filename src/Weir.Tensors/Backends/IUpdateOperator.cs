using Weir.Tensors.Backends.Simd;

namespace Weir.Tensors.Backends;

/// <summary>
/// An optimizer's rule for one entry: from the weight, its gradient and up to two numbers of state to the new weight and
/// state. Like the other operators it has a form for the oracle and one for vectors, and writes no loop.
/// </summary>
internal interface IUpdateOperator
{
    static abstract string Name { get; }

    /// <summary>How many numbers of state an entry has: 0, 1 or 2.</summary>
    static abstract int States { get; }

    static abstract double Apply(double weight, double gradient, ref double first, ref double second, in UpdateRates rates);

    static abstract TVector Apply<TSimd, TVector>(TVector weight, TVector gradient, ref TVector first, ref TVector second, in UpdateRates rates)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct;
}

/// <summary>The numbers of an update rule at one step; each rule says which it reads.</summary>
/// <param name="Rate">The learning rate.</param>
/// <param name="Decay">Weight decay.</param>
/// <param name="A">First coefficient (momentum, β₁).</param>
/// <param name="B">Second coefficient (β₂, dampening).</param>
/// <param name="C">Third coefficient (ε).</param>
/// <param name="D">Fourth coefficient (a bias correction).</param>
/// <param name="E">Fifth coefficient.</param>
public readonly record struct UpdateRates(float Rate, float Decay = 0, float A = 0, float B = 0, float C = 0, float D = 0, float E = 0)
{
    /// <summary>Every gradient is taken times this first (clipping, averaging over micro-batches).</summary>
    public float GradientScale { get; init; } = 1;
}
