using System.Diagnostics.CodeAnalysis;
using Weir.Tensors;
using Weir.Tensors.Backends;

namespace Weir.Nn;

/// <summary>Options of <see cref="AdaGrad"/>. The rate's default is 0.01.</summary>
public sealed record AdaGradOptions : OptimizerOptions
{
    /// <summary>Makes options with every default.</summary>
    [SetsRequiredMembers]
    public AdaGradOptions()
    {
        Rate = 0.01;
    }

    /// <summary>The rate is divided by 1 + this·(step − 1). Default 0.</summary>
    [Option("The rate is divided by 1 + this·(step − 1).", Least = 0)]
    public double RateDecay { get; init; }

    /// <summary>What the sums of squares start at. Default 0.</summary>
    [Option("What the sums of squares start at.", Least = 0)]
    public double InitialSum { get; init; }

    /// <summary>Added to the root that is divided by: above 0. Default 1e-10.</summary>
    [Option("Added to the root that is divided by.", Least = 0, AboveLeast = true)]
    public double Epsilon { get; init; } = 1e-10;

    /// <inheritdoc/>
    public override string Name => "adagrad";

    /// <inheritdoc/>
    public override double UsualRate => 0.01;

    /// <inheritdoc/>
    public override Optimizer Build(Module model, Backend backend) => new AdaGrad(model, backend, this);
}

/// <summary>
/// AdaGrad (Duchi, Hazan and Singer, 2011): w ← w − rate·g/(√Σg² + ε), the sum being over all steps so far, so that entries
/// that are seldom moved move far. The step of every entry only ever becomes smaller.
/// </summary>
public sealed class AdaGrad : Optimizer
{
    private readonly AdaGradOptions _options;
    private readonly Tensor?[] _sum;

    /// <summary>Makes the optimizer of a model's parameters.</summary>
    /// <param name="model">Whose parameters are moved.</param>
    /// <param name="backend">What computes.</param>
    /// <param name="options">Its options; default: those of <see cref="AdaGradOptions"/>.</param>
    /// <exception cref="ArgumentException">An option outside its range.</exception>
    public AdaGrad(Module model, Backend backend, AdaGradOptions? options = null)
        : base(model, backend, options ?? new AdaGradOptions())
    {
        _options = options ?? new AdaGradOptions();
        _sum = Remember("sum", (float)_options.InitialSum);
    }

    private protected override bool CountsSteps => true;

    private protected override UpdateMeasure Update(int index, Node node, in UpdateRates rates, bool measured)
    {
        double rate = Rate / (1 + ((StepOf(index) - 1) * _options.RateDecay));
        return Update<AdaGradOperator>(node, new UpdateState(MemoryOf(_sum, index)),
            rates with { Rate = (float)rate, Epsilon = (float)_options.Epsilon }, measured);
    }
}
