using System.Diagnostics.CodeAnalysis;
using Weir.Tensors;
using Weir.Tensors.Backends;

namespace Weir.Nn;

/// <summary>Options of <see cref="Lamb"/>. The rate's default is 0.001, and weight decay is 0.01.</summary>
public sealed record LambOptions : OptimizerOptions
{
    /// <summary>Makes options with every default.</summary>
    [SetsRequiredMembers]
    public LambOptions()
    {
        Rate = 0.001;
        WeightDecay = 0.01;
    }

    /// <summary>The share of the mean gradient that is kept, in [0, 1). Default 0.9.</summary>
    [Option("The share of the mean gradient that is kept.", Least = 0, Most = 1, BelowMost = true)]
    public double Beta1 { get; init; } = 0.9;

    /// <summary>The share of the mean square that is kept, in [0, 1). Default 0.999.</summary>
    [Option("The share of the mean square that is kept.", Least = 0, Most = 1, BelowMost = true)]
    public double Beta2 { get; init; } = 0.999;

    /// <summary>Added to the root that is divided by: above 0. Default 1e-6.</summary>
    [Option("Added to the root that is divided by.", Least = 0, AboveLeast = true)]
    public double Epsilon { get; init; } = 1e-6;

    /// <inheritdoc/>
    public override string Name => "lamb";

    /// <inheritdoc/>
    public override Optimizer Build(Module model, Backend backend) => new Lamb(model, backend, this);
}

/// <summary>
/// LAMB (You et al., 2020): Adam's direction r = m̂/(√v̂ + ε) + decay·w is scaled for each parameter so that it moves in proportion to its
/// norm: w ← w − rate·(‖w‖/‖r‖)·r; where one of the norms is 0 the ratio is 1. Made for very large batches.
/// </summary>
public sealed class Lamb : Optimizer
{
    private readonly LambOptions _options;
    private readonly Tensor?[] _mean;
    private readonly Tensor?[] _square;
    private readonly Storage _direction;

    /// <summary>Makes the optimizer of a model's parameters.</summary>
    /// <param name="model">Whose parameters are moved.</param>
    /// <param name="backend">What computes.</param>
    /// <param name="options">Its options; default: those of <see cref="LambOptions"/>.</param>
    /// <exception cref="ArgumentException">An option outside its range.</exception>
    public Lamb(Module model, Backend backend, LambOptions? options = null)
        : base(model, backend, options ?? new LambOptions())
    {
        _options = options ?? new LambOptions();
        _mean = Remember("mean");
        _square = Remember("square");
        _direction = new Storage(Math.Max(1, Parameters.Max(parameter => parameter.Shape.Size)), deferred: true);
    }

    /// <inheritdoc/>
    public override long ScratchBytes => _direction.Capacity * (long)sizeof(float);

    private protected override bool CountsSteps => true;

    private protected override UpdateMeasure Update(int index, Node node, in UpdateRates rates, bool measured)
    {
        UpdateState state = new(MemoryOf(_mean, index), MemoryOf(_square, index), _direction);
        double step = StepOf(index);
        double correction1 = 1 - Math.Pow(_options.Beta1, step), correction2 = 1 - Math.Pow(_options.Beta2, step);
        UpdateRates all = rates with
        {
            MeanShare = (float)(1 - _options.Beta1),
            SquareShare = (float)(1 - _options.Beta2),
            Epsilon = (float)_options.Epsilon,
            SquareCorrection = (float)(1 / Math.Sqrt(correction2)),
            MeanFactor = (float)(1 / correction1),
            Shrink = 1,
        };
        UpdateMeasure seen = Update<LambDirectionOperator>(node, state, all, measured);
        double weight = Math.Sqrt(Backend.SumOfSquares(node.Storage, node.Size)),
            direction = Math.Sqrt(Backend.SumOfSquares(_direction, node.Size));
        double trust = weight > 0 && direction > 0 ? weight / direction : 1;
        return Move(node, _direction, rates with { Rate = (float)(Rate * trust) }, seen, measured);
    }
}
