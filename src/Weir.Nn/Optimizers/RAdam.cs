using System.Diagnostics.CodeAnalysis;
using Weir.Tensors;
using Weir.Tensors.Backends;

namespace Weir.Nn;

/// <summary>Options of <see cref="RAdam"/>: those of Adam.</summary>
public sealed record RAdamOptions : AdamOptions
{
    /// <summary>Makes options with every default.</summary>
    [SetsRequiredMembers]
    public RAdamOptions()
    {
    }

    /// <inheritdoc/>
    public override string Name => "radam";

    /// <inheritdoc/>
    public override Optimizer Build(Module model, Backend backend) => new RAdam(model, backend, this);
}

/// <summary>
/// RAdam (Liu et al., 2020): Adam that does not trust its mean square while it comes from few gradients: until there are enough it
/// moves by the mean gradient alone, then by Adam's step times a factor that rises to 1. It warms itself up.
/// </summary>
public sealed class RAdam : Optimizer
{
    private readonly RAdamOptions _options;
    private readonly Tensor?[] _mean;
    private readonly Tensor?[] _square;

    /// <summary>Makes the optimizer of a model's parameters.</summary>
    /// <param name="model">Whose parameters are moved.</param>
    /// <param name="backend">What computes.</param>
    /// <param name="options">Its options; default: those of <see cref="RAdamOptions"/>.</param>
    /// <exception cref="ArgumentException">An option outside its range.</exception>
    public RAdam(Module model, Backend backend, RAdamOptions? options = null)
        : base(model, backend, options ?? new RAdamOptions())
    {
        _options = options ?? new RAdamOptions();
        _mean = Remember("mean");
        _square = Remember("square");
    }

    private protected override bool CountsSteps => true;

    private protected override UpdateMeasure Update(int index, Node node, in UpdateRates rates, bool measured)
    {
        UpdateState state = new(MemoryOf(_mean, index), MemoryOf(_square, index));
        double step = StepOf(index);
        double correction1 = 1 - Math.Pow(_options.Beta1, step), correction2 = 1 - Math.Pow(_options.Beta2, step);
        double longest = (2 / (1 - _options.Beta2)) - 1;
        double length = longest - (2 * step * Math.Pow(_options.Beta2, step) / correction2);
        UpdateRates all = rates with
        {
            Rate = (float)(Rate / correction1),
            MeanShare = (float)(1 - _options.Beta1),
            SquareShare = (float)(1 - _options.Beta2),
            Epsilon = 1,
            SquareCorrection = 0
        };
        if (length > 5)
        {
            double rectified = Math.Sqrt((length - 4) * (length - 2) * longest / ((longest - 4) * (longest - 2) * length));
            all = all with
            {
                Rate = (float)(Rate * rectified * Math.Sqrt(correction2) / correction1),
                Epsilon = (float)_options.Epsilon,
                SquareCorrection = 1
            };
        }

        return Update<AdamOperator>(node, state, all, measured);
    }
}
