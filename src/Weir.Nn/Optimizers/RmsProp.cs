using System.Diagnostics.CodeAnalysis;
using Weir.Tensors;
using Weir.Tensors.Backends;

namespace Weir.Nn;

/// <summary>Options of <see cref="RmsProp"/>. The rate's default is 0.01.</summary>
public sealed record RmsPropOptions : OptimizerOptions
{
    /// <summary>Makes options with every default.</summary>
    [SetsRequiredMembers]
    public RmsPropOptions()
    {
        Rate = 0.01;
    }

    /// <summary>The share of the mean square that is kept, in [0, 1). Default 0.99.</summary>
    [Option("The share of the mean square that is kept.", Least = 0, Most = 1, BelowMost = true)]
    public double Alpha { get; init; } = 0.99;

    /// <summary>The share of the last move that is kept, in [0, 1). Default 0.</summary>
    [Option("The share of the last move that is kept.", Least = 0, Most = 1, BelowMost = true)]
    public double Momentum { get; init; }

    /// <summary>
    /// Whether the gradient's mean is taken off its mean square, so that the variance is divided by (Graves, 2013). Default false.
    /// </summary>
    [Option("Whether the gradient's mean is taken off its mean square.")]
    public bool Centred { get; init; }

    /// <summary>Added to the root that is divided by: above 0. Default 1e-8.</summary>
    [Option("Added to the root that is divided by.", Least = 0, AboveLeast = true)]
    public double Epsilon { get; init; } = 1e-8;

    /// <inheritdoc/>
    public override string Name => "rmsprop";

    /// <inheritdoc/>
    public override Optimizer Build(Module model, Backend backend) => new RmsProp(model, backend, this);
}

/// <summary>
/// RMSProp (Tieleman and Hinton, 2012): w ← w − rate·g/(√v + ε) with v the running mean of g², so that the size of the gradient
/// does not matter, only its sign and how steady it is.
/// </summary>
public sealed class RmsProp : Optimizer
{
    private readonly RmsPropOptions _options;
    private readonly Tensor?[] _square;
    private readonly Tensor?[]? _mean;
    private readonly Tensor?[]? _velocity;
    /// <summary>Makes the optimizer of a model's parameters.</summary>
    /// <param name="model">Whose parameters are moved.</param>
    /// <param name="backend">What computes.</param>
    /// <param name="options">Its options; default: those of <see cref="RmsPropOptions"/>.</param>
    /// <exception cref="ArgumentException">An option outside its range.</exception>
    public RmsProp(Module model, Backend backend, RmsPropOptions? options = null)
        : base(model, backend, options ?? new RmsPropOptions())
    {
        _options = options ?? new RmsPropOptions();
        _square = Remember("square");
        _mean = _options.Centred ? Remember("mean") : null;
        _velocity = _options.Momentum > 0 ? Remember("velocity") : null;
    }

    private protected override UpdateMeasure Update(int index, Node node, in UpdateRates rates, bool measured)
    {
        UpdateRates all = rates with
        {
            SquareShare = (float)(1 - _options.Alpha),
            Momentum = (float)_options.Momentum,
            Epsilon = (float)_options.Epsilon
        };
        Storage square = MemoryOf(_square, index);
        return (_mean, _velocity) switch
        {
            (null, null) => Update<RmsPropOperator>(node, new UpdateState(square), all, measured),
            (null, { } velocity) => Update<RmsPropMomentumOperator>(node, new UpdateState(square, MemoryOf(velocity, index)), all,
                measured),
            ({ } mean, null) => Update<CentredRmsPropOperator>(node, new UpdateState(square, MemoryOf(mean, index)), all, measured),
            ({ } mean, { } velocity) => Update<CentredRmsPropMomentumOperator>(node,
                new UpdateState(square, MemoryOf(mean, index), MemoryOf(velocity, index)), all, measured),
        };
    }
}
