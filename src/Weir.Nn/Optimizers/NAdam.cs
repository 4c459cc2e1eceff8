using System.Diagnostics.CodeAnalysis;
using Weir.Tensors;
using Weir.Tensors.Backends;

namespace Weir.Nn;

/// <summary>Options of <see cref="NAdam"/>: those of Adam, with a rate of 0.002 and the rise of β₁.</summary>
public sealed record NAdamOptions : AdamOptions
{
    /// <summary>Makes options with every default.</summary>
    [SetsRequiredMembers]
    public NAdamOptions()
    {
        Rate = 0.002;
    }

    /// <summary>How fast β₁ rises from its half to itself (ψ): 0 or more. Default 0.004.</summary>
    [Option("How fast the momentum rises.", Least = 0)]
    public double MomentumDecay { get; init; } = 0.004;

    /// <inheritdoc/>
    public override string Name => "nadam";

    /// <inheritdoc/>
    public override Optimizer Build(Module model, Backend backend) => new NAdam(model, backend, this);
}

/// <summary>
/// NAdam (Dozat, 2016): Adam with Nesterov's look ahead: w ← w − rate·(c·m + d·g)/(√v̂ + ε), c = μₜ₊₁/(1 − Πμ₁…ₜ₊₁) and
/// d = (1 − μₜ)/(1 − Πμ₁…ₜ), with μₜ = β₁·(1 − ½·0.96^(t·ψ)).
/// </summary>
public sealed class NAdam : Optimizer
{
    private readonly NAdamOptions _options;
    private readonly Tensor?[] _mean;
    private readonly Tensor?[] _square;
    private readonly (long Step, double Product)[] _products;
    /// <summary>Makes the optimizer of a model's parameters.</summary>
    /// <param name="model">Whose parameters are moved.</param>
    /// <param name="backend">What computes.</param>
    /// <param name="options">Its options; default: those of <see cref="NAdamOptions"/>.</param>
    /// <exception cref="ArgumentException">An option outside its range.</exception>
    public NAdam(Module model, Backend backend, NAdamOptions? options = null)
        : base(model, backend, options ?? new NAdamOptions())
    {
        _options = options ?? new NAdamOptions();
        _mean = Remember("mean");
        _square = Remember("square");
        _products = new (long, double)[Parameters.Count];
    }

    private protected override bool CountsSteps => true;

    private protected override UpdateMeasure Update(int index, Node node, in UpdateRates rates, bool measured)
    {
        UpdateState state = new(MemoryOf(_mean, index), MemoryOf(_square, index));
        long step = StepOf(index);
        double product = Product(index, step), next = Momentum(step + 1);
        UpdateRates all = rates with
        {
            Rate = (float)(Rate * next / (1 - (product * next))),
            MeanShare = (float)(1 - _options.Beta1),
            SquareShare = (float)(1 - _options.Beta2),
            Epsilon = (float)_options.Epsilon,
            SquareCorrection = (float)(1 / Math.Sqrt(1 - Math.Pow(_options.Beta2, step))),
            GradientFactor = (float)(Rate * (1 - Momentum(step)) / (1 - product)),
        };
        return Update<NAdamOperator>(node, state, all, measured);
    }

    private double Momentum(long step) => _options.Beta1 * (1 - (0.5 * Math.Pow(0.96, step * _options.MomentumDecay)));

    /// <summary>
    /// Π μ up to a step: from the step before, or from the start after a checkpoint was loaded, which gives the same bits.
    /// </summary>
    private double Product(int index, long step)
    {
        (long last, double product) = _products[index];
        if (last != step - 1 || last == 0)
            (last, product) = (0, 1);
        for (long t = last + 1; t <= step; t++)
            product *= Momentum(t);
        _products[index] = (step, product);
        return product;
    }
}
