using System.Diagnostics.CodeAnalysis;
using Weir.Tensors;
using Weir.Tensors.Backends;

namespace Weir.Nn;

/// <summary>Options of <see cref="Adadelta"/>. The rate's default is 1.</summary>
public sealed record AdadeltaOptions : OptimizerOptions
{
    /// <summary>Makes options with every default.</summary>
    [SetsRequiredMembers]
    public AdadeltaOptions()
    {
        Rate = 1;
    }

    /// <summary>The share of both mean squares that is kept, in [0, 1). Default 0.9.</summary>
    [Option("The share of both mean squares that is kept.", Least = 0, Most = 1, BelowMost = true)]
    public double Rho { get; init; } = 0.9;

    /// <summary>Added under both roots: above 0. Default 1e-6.</summary>
    [Option("Added under both roots.", Least = 0, AboveLeast = true)]
    public double Epsilon { get; init; } = 1e-6;

    /// <inheritdoc/>
    public override string Name => "adadelta";

    /// <inheritdoc/>
    public override double UsualRate => 1;

    /// <inheritdoc/>
    public override Optimizer Build(Module model, Backend backend) => new Adadelta(model, backend, this);
}

/// <summary>
/// Adadelta (Zeiler, 2012): w ← w − rate·g·√(u + ε)/√(v + ε) with v the running mean of g² and u that of the moves' squares, so
/// that a move has the units of the weight and the rate may stay 1.
/// </summary>
public sealed class Adadelta : Optimizer
{
    private readonly AdadeltaOptions _options;
    private readonly Tensor?[] _square;
    private readonly Tensor?[] _change;

    /// <summary>Makes the optimizer of a model's parameters.</summary>
    /// <param name="model">Whose parameters are moved.</param>
    /// <param name="backend">What computes.</param>
    /// <param name="options">Its options; default: those of <see cref="AdadeltaOptions"/>.</param>
    /// <exception cref="ArgumentException">An option outside its range.</exception>
    public Adadelta(Module model, Backend backend, AdadeltaOptions? options = null)
        : base(model, backend, options ?? new AdadeltaOptions())
    {
        _options = options ?? new AdadeltaOptions();
        _square = Remember("square");
        _change = Remember("change");
    }

    private protected override UpdateMeasure Update(int index, Node node, in UpdateRates rates, bool measured)
    {
        UpdateState state = new(MemoryOf(_square, index), MemoryOf(_change, index));
        return Update<AdadeltaOperator>(node, state,
            rates with { SquareShare = (float)(1 - _options.Rho), Epsilon = (float)_options.Epsilon }, measured);
    }
}
