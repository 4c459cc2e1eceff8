using Weir.Tensors;
using Weir.Tensors.Backends;

namespace Weir.Nn;

/// <summary>Options of <see cref="Sgd"/>.</summary>
public sealed record SgdOptions : OptimizerOptions
{
    /// <summary>The share of the last move that is kept, in [0, 1). Default 0.</summary>
    [Option("The share of the last move that is kept.", Least = 0, Most = 1, BelowMost = true)]
    public double Momentum { get; init; }

    /// <summary>Whether the gradient is taken a step ahead (Nesterov, 1983; the form of Sutskever et al., 2013). Default false.</summary>
    [Option("Whether the gradient is taken a step ahead; needs momentum.")]
    public bool Nesterov { get; init; }

    /// <inheritdoc/>
    public override string Name => "sgd";

    /// <inheritdoc/>
    public override bool IsAdaptive => false;

    /// <inheritdoc/>
    public override string? Conflict => Nesterov && Momentum == 0 ? "nesterov needs a momentum above 0" : null;

    /// <inheritdoc/>
    public override double UsualRate => 0.1 * (1 - Momentum);

    /// <inheritdoc/>
    public override Optimizer Build(Module model, Backend backend) => new Sgd(model, backend, this);
}

/// <summary>
/// Stochastic gradient descent: w ← w − rate·v with v ← momentum·v + g + decay·w, or with Nesterov
/// w ← w − rate·(g + decay·w + momentum·v).
/// </summary>
public sealed class Sgd : Optimizer
{
    private readonly SgdOptions _options;
    private readonly Tensor?[]? _velocity;

    /// <summary>Makes the optimizer of a model's parameters.</summary>
    /// <param name="model">Whose parameters are moved.</param>
    /// <param name="backend">What computes.</param>
    /// <param name="options">Rate, momentum, decay, links.</param>
    /// <exception cref="ArgumentException">An option outside its range.</exception>
    public Sgd(Module model, Backend backend, SgdOptions options)
        : base(model, backend, options)
    {
        _options = options;
        _velocity = options.Momentum == 0 ? null : Remember("velocity");
    }

    private protected override UpdateMeasure Update(int index, Node node, in UpdateRates rates, bool measured)
    {
        if (_velocity is null)
            return Update<SgdOperator>(node, default, rates, measured);
        UpdateState state = new(MemoryOf(_velocity, index));
        UpdateRates all = rates with { Momentum = (float)_options.Momentum };
        return _options.Nesterov
            ? Update<NesterovOperator>(node, state, all, measured)
            : Update<MomentumOperator>(node, state, all, measured);
    }
}
