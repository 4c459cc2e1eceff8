using System.Diagnostics.CodeAnalysis;
using Weir.Tensors;
using Weir.Tensors.Backends;

namespace Weir.Nn;

/// <summary>Options of <see cref="Adam"/>. The rate's default is 0.001.</summary>
public record AdamOptions : OptimizerOptions
{
    /// <summary>Makes options with every default.</summary>
    [SetsRequiredMembers]
    public AdamOptions()
    {
        Rate = 0.001;
    }

    /// <summary>The share of the mean gradient that is kept, in [0, 1). Default 0.9.</summary>
    [Option("The share of the mean gradient that is kept.", Least = 0, Most = 1, BelowMost = true)]
    public double Beta1 { get; init; } = 0.9;

    /// <summary>The share of the mean square that is kept, in [0, 1). Default 0.999.</summary>
    [Option("The share of the mean square that is kept.", Least = 0, Most = 1, BelowMost = true)]
    public double Beta2 { get; init; } = 0.999;

    /// <summary>Added to the root that is divided by: above 0. Default 1e-8.</summary>
    [Option("Added to the root that is divided by.", Least = 0, AboveLeast = true)]
    public double Epsilon { get; init; } = 1e-8;

    /// <inheritdoc/>
    public override string Name => "adam";

    /// <inheritdoc/>
    public override Optimizer Build(Module model, Backend backend) => new Adam(model, backend, this);
}

/// <summary>
/// Adam (Kingma and Ba, 2015): w ← w − rate·m̂/(√v̂ + ε) with m and v the running means of g and g², the hats undoing their start
/// at 0. A move is about the rate, whatever the size of the gradient: layers that a vanishing gradient hardly reaches move as far as
/// others.
/// </summary>
public class Adam : Optimizer
{
    private readonly AdamOptions _options;
    private readonly Tensor?[] _mean;
    private readonly Tensor?[] _square;

    /// <summary>Makes the optimizer of a model's parameters.</summary>
    /// <param name="model">Whose parameters are moved.</param>
    /// <param name="backend">What computes.</param>
    /// <param name="options">Its options; default: those of <see cref="AdamOptions"/>.</param>
    /// <exception cref="ArgumentException">An option outside its range.</exception>
    public Adam(Module model, Backend backend, AdamOptions? options = null)
        : base(model, backend, options ?? new AdamOptions())
    {
        _options = options ?? new AdamOptions();
        _mean = Remember("mean");
        _square = Remember("square");
    }

    private protected override bool CountsSteps => true;

    private protected override UpdateMeasure Update(int index, Node node, in UpdateRates rates, bool measured)
    {
        UpdateState state = new(MemoryOf(_mean, index), MemoryOf(_square, index));
        return Update<AdamOperator>(node, state, AdamRates.Of(rates, Rate, _options, StepOf(index)), measured);
    }
}
