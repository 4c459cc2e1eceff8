using System.Diagnostics.CodeAnalysis;
using Weir.Tensors;
using Weir.Tensors.Backends;

namespace Weir.Nn;

/// <summary>Options of <see cref="Lion"/>. The rate's default is 0.0001, and weight decay is decoupled.</summary>
public sealed record LionOptions : OptimizerOptions
{
    /// <summary>Makes options with every default.</summary>
    [SetsRequiredMembers]
    public LionOptions()
    {
        Rate = 0.0001;
        DecoupledDecay = true;
    }

    /// <summary>The share of the mean gradient that is kept, in [0, 1). Default 0.9.</summary>
    [Option("The share of the memory in a move.", Least = 0, Most = 1, BelowMost = true)]
    public double Beta1 { get; init; } = 0.9;

    /// <summary>The share of the memory that is kept for the next step, in [0, 1). Default 0.99.</summary>
    [Option("The share of the memory that is kept.", Least = 0, Most = 1, BelowMost = true)]
    public double Beta2 { get; init; } = 0.99;

    /// <inheritdoc/>
    public override string Name => "lion";

    /// <inheritdoc/>
    public override double UsualRate => 1e-4;

    /// <inheritdoc/>
    public override Optimizer Build(Module model, Backend backend) => new Lion(model, backend, this);
}

/// <summary>
/// Lion (Chen et al., 2023): w ← w·(1 − rate·decay) − rate·sign(β₁·m + (1 − β₁)·g), then m ← β₂·m + (1 − β₂)·g. Every entry moves by
/// exactly the rate; take a third to a tenth of Adam's rate.
/// </summary>
public sealed class Lion : Optimizer
{
    private readonly LionOptions _options;
    private readonly Tensor?[] _mean;

    /// <summary>Makes the optimizer of a model's parameters.</summary>
    /// <param name="model">Whose parameters are moved.</param>
    /// <param name="backend">What computes.</param>
    /// <param name="options">Its options; default: those of <see cref="LionOptions"/>.</param>
    /// <exception cref="ArgumentException">An option outside its range.</exception>
    public Lion(Module model, Backend backend, LionOptions? options = null)
        : base(model, backend, options ?? new LionOptions())
    {
        _options = options ?? new LionOptions();
        _mean = Remember("mean");
    }

    private protected override UpdateMeasure Update(int index, Node node, in UpdateRates rates, bool measured)
    {
        UpdateRates all = rates with { GradientFactor = (float)(1 - _options.Beta1), MeanShare = (float)(1 - _options.Beta2) };
        return Update<LionOperator>(node, new UpdateState(MemoryOf(_mean, index)), all, measured);
    }
}
