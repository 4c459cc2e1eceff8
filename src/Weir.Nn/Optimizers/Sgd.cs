using Weir.Tensors;
using Weir.Tensors.Backends;

namespace Weir.Nn;

/// <summary>Options of <see cref="Sgd"/>.</summary>
public sealed record SgdOptions : OptimizerOptions
{
    /// <summary>The share of the last move that is kept, in [0, 1). Default 0.</summary>
    public double Momentum { get; init; }

    /// <summary>Whether the gradient is taken a step ahead (Nesterov, 1983; the form of Sutskever et al., 2013). Default false.</summary>
    public bool Nesterov { get; init; }

    /// <inheritdoc/>
    public override void Check()
    {
        base.Check();
        Check(Momentum, "momentum", least: 0, below: 1);
        if (Nesterov && Momentum == 0)
            throw new ArgumentException("Nesterov's step needs a momentum above 0");
    }
}

/// <summary>
/// Stochastic gradient descent: w ← w − rate·v with v ← momentum·v + g + decay·w, or with Nesterov
/// w ← w − rate·(g + decay·w + momentum·v).
/// </summary>
public sealed class Sgd : Optimizer
{
    private readonly SgdOptions _options;
    private readonly Tensor[] _velocity;

    /// <summary>Makes the optimizer of a model's parameters.</summary>
    /// <param name="model">Whose parameters are moved.</param>
    /// <param name="backend">What computes.</param>
    /// <param name="options">Rate, momentum, decay, clipping.</param>
    /// <exception cref="ArgumentException">An option outside its range.</exception>
    public Sgd(Module model, Backend backend, SgdOptions options)
        : base(model, backend, options)
    {
        _options = options;
        _velocity = options.Momentum == 0 ? [] : [.. Parameters.Select(parameter => Tensor.Leaf(parameter.Shape, new float[parameter.Shape.Size]))];
    }

    /// <inheritdoc/>
    public override IEnumerable<(string Name, Tensor Value)> State =>
        _velocity.Select((velocity, i) => ($"{Parameters[i].Name}.velocity", velocity));

    private protected override UpdateMeasure Update(int index, Node node, float decay, bool measured)
    {
        UpdateRates rates = new((float)Rate, decay, (float)_options.Momentum) { GradientScale = (float)ClipFactor };
        if (_options.Momentum == 0)
            return Update<SgdOperator>(node, null, null, rates, measured);
        Storage velocity = _velocity[index].Node.Storage;
        return _options.Nesterov
            ? Update<NesterovOperator>(node, velocity, null, rates, measured)
            : Update<MomentumOperator>(node, velocity, null, rates, measured);
    }
}
