using Weir.Tensors.Backends.Simd;

namespace Weir.Tensors.Backends;

/// <summary>
/// An optimizer's rule for one entry: from the weight, its gradient and up to three numbers of state to the new weight and
/// state. Like the other operators it has a form for the oracle and one for vectors, and writes no loop.
/// </summary>
internal interface IUpdateOperator
{
    static abstract string Name { get; }

    /// <summary>How many numbers of state an entry has: 0 to 3.</summary>
    static abstract int States { get; }

    /// <summary>Whether the rule itself multiplies by <see cref="UpdateRates.GradientScale"/> and <see cref="UpdateRates.Shrink"/>.</summary>
    static virtual bool IsScaled => false;

    static abstract double Apply(double weight, double gradient, ref double first, ref double second, ref double third, in UpdateRates rates);

    static abstract TVector Apply<TSimd, TVector>(TVector weight, TVector gradient, ref TVector first, ref TVector second, ref TVector third, in UpdateRates rates)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct;
}

/// <summary>The memory of an optimizer for one parameter: as many numbers for each entry as the rule has.</summary>
/// <param name="First">The first number of each entry.</param>
/// <param name="Second">The second.</param>
/// <param name="Third">The third.</param>
internal readonly record struct UpdateState(Storage? First = null, Storage? Second = null, Storage? Third = null);

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

    /// <summary>Every weight is taken times this first: decoupled weight decay, 1 − rate·decay.</summary>
    public float Shrink { get; init; } = 1;

    /// <summary>Whether one of these two is not 1.</summary>
    internal bool IsScaled => GradientScale != 1 || Shrink != 1;
}
