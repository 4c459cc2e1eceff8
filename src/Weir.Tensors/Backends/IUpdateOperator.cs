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

    /// <summary>
    /// Whether the rule itself multiplies by <see cref="UpdateRates.GradientScale"/> and <see cref="UpdateRates.Shrink"/>.
    /// </summary>
    static virtual bool IsScaled => false;

    /// <summary>The new weight of an entry, in float64. A state that the rule does not keep comes as 0 and goes nowhere.</summary>
    /// <param name="weight">The entry, times <see cref="UpdateRates.Shrink"/>.</param>
    /// <param name="gradient">Its gradient, times <see cref="UpdateRates.GradientScale"/>.</param>
    /// <param name="firstState">What the optimizer keeps of the entry from step to step, as <see cref="UpdateState.First"/>; a rule calls
    /// it what it is to it (velocity, mean…), and so the next two.</param>
    /// <param name="secondState">The second such number.</param>
    /// <param name="thirdState">The third.</param>
    /// <param name="rates">The numbers of this step.</param>
    static abstract double Apply(double weight, double gradient, ref double firstState, ref double secondState, ref double thirdState,
        in UpdateRates rates);

    /// <summary>The same in the lanes of vectors.</summary>
    static abstract TVector Apply<TSimd, TVector>(TVector weight, TVector gradient, ref TVector firstState, ref TVector secondState,
        ref TVector thirdState, in UpdateRates rates)
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
/// <param name="Decay">Weight decay that is added to the gradient (L2), as a share of the weight.</param>
public readonly record struct UpdateRates(float Rate, float Decay = 0)
{
    /// <summary>The share of the last velocity that is kept.</summary>
    public float Momentum { get; init; }

    /// <summary>The share of a running mean of gradients that the new gradient makes up: 1 − β₁.</summary>
    public float MeanShare { get; init; }

    /// <summary>The share of a running mean of squares that the new square makes up: 1 − β₂.</summary>
    public float SquareShare { get; init; }

    /// <summary>Added to a root that is divided by (ε).</summary>
    public float Epsilon { get; init; }

    /// <summary>What the root of the mean square is multiplied by, because the mean started at 0: 1/√(1 − β₂ᵗ).</summary>
    public float SquareCorrection { get; init; }

    /// <summary>What the running mean or the velocity is multiplied by in a direction that blends it with the gradient.</summary>
    public float MeanFactor { get; init; }

    /// <summary>What the gradient is multiplied by in that blend.</summary>
    public float GradientFactor { get; init; }

    /// <summary>The number of a rule that has but one: a limit, a penalty, a share.</summary>
    public float Coefficient { get; init; }

    /// <summary>Every gradient is taken times this first (clipping, averaging over micro-batches).</summary>
    public float GradientScale { get; init; } = 1;

    /// <summary>Every weight is taken times this first: decoupled weight decay, 1 − rate·decay.</summary>
    public float Shrink { get; init; } = 1;

    /// <summary>Whether one of these two is not 1.</summary>
    internal bool IsScaled => GradientScale != 1 || Shrink != 1;
}
