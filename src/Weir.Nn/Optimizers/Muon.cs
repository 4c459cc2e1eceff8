using System.Diagnostics.CodeAnalysis;
using Weir.Tensors;
using Weir.Tensors.Backends;

namespace Weir.Nn;

/// <summary>Options of <see cref="Muon"/>. The rate's default is 0.02, and weight decay is decoupled.</summary>
public sealed record MuonOptions : OptimizerOptions
{
    /// <summary>Makes options with every default.</summary>
    [SetsRequiredMembers]
    public MuonOptions()
    {
        Rate = 0.02;
        DecoupledDecay = true;
    }

    /// <summary>The share of the matrices' last direction that is kept, in [0, 1). Default 0.95.</summary>
    [Option("The share of the last direction that is kept.", Least = 0, Most = 1, BelowMost = true)]
    public double Momentum { get; init; } = 0.95;

    /// <summary>Whether the gradient is taken a step ahead. Default true.</summary>
    [Option("Whether the gradient is taken a step ahead.")]
    public bool Nesterov { get; init; } = true;

    /// <summary>Rounds of Newton and Schulz: 1 or more. Default 5.</summary>
    [Option("Rounds of Newton and Schulz.", Least = 1, Most = 100)]
    public int Rounds { get; init; } = 5;

    /// <summary>The first rate of what is no matrix, which AdamW moves; it follows the schedule of the other. Default 0.0003.</summary>
    [Option("The rate of what is no matrix, which AdamW moves.", Least = 0)]
    public double OtherRate { get; init; } = 3e-4;

    /// <summary>AdamW's β₁, in [0, 1). Default 0.9.</summary>
    [Option("The share of the mean gradient that is kept.", Least = 0, Most = 1, BelowMost = true)]
    public double Beta1 { get; init; } = 0.9;

    /// <summary>AdamW's β₂, in [0, 1). Default 0.95.</summary>
    [Option("The share of the mean square that is kept.", Least = 0, Most = 1, BelowMost = true)]
    public double Beta2 { get; init; } = 0.95;

    /// <summary>AdamW's ε: above 0. Default 1e-10.</summary>
    [Option("Added to the root that is divided by.", Least = 0, AboveLeast = true)]
    public double Epsilon { get; init; } = 1e-10;

    /// <inheritdoc/>
    public override string Name => "muon";

    /// <inheritdoc/>
    public override string? Conflict => Rate > 0 ? null : "the rate of muon must be above 0: that of what is no matrix is a multiple of it";

    /// <inheritdoc/>
    public override double UsualRate => 0.02;

    /// <inheritdoc/>
    public override Optimizer Build(Module model, Backend backend) => new Muon(model, backend, this);
}

/// <summary>
/// Muon (Jordan et al., 2024): the momentum of every weight matrix is replaced by the nearest matrix whose singular values are all about 1,
/// so that no direction of the signal is neglected: w ← w·(1 − rate·decay) − rate·√max(1, out/in)·O. Kernels count as matrices of (all
/// other axes) × units. Biases, scales and other vectors are moved by AdamW with a rate of their own.
/// </summary>
public sealed class Muon : Optimizer
{
    private readonly MuonOptions _options;
    private readonly AdamOptions _other;
    private readonly Tensor?[] _velocity;
    private readonly Tensor?[] _mean;
    private readonly Tensor?[] _square;
    private readonly Storage _direction;
    private readonly NewtonSchulz _orthogonalizer;

    /// <summary>Makes the optimizer of a model's parameters.</summary>
    /// <param name="model">Whose parameters are moved.</param>
    /// <param name="backend">What computes.</param>
    /// <param name="options">Its options; default: those of <see cref="MuonOptions"/>.</param>
    /// <exception cref="ArgumentException">An option outside its range.</exception>
    public Muon(Module model, Backend backend, MuonOptions? options = null)
        : base(model, backend, options ?? new MuonOptions())
    {
        _options = options ?? new MuonOptions();
        _other = new AdamOptions { Beta1 = _options.Beta1, Beta2 = _options.Beta2, Epsilon = _options.Epsilon };
        _velocity = Remember("velocity", where: IsMatrix);
        _mean = Remember("mean", where: parameter => !IsMatrix(parameter));
        _square = Remember("square", where: parameter => !IsMatrix(parameter));
        _direction = new Storage(Math.Max(1, Parameters.Max(parameter => parameter.Shape.Size)), deferred: true);
        _orthogonalizer = new NewtonSchulz(backend, _options.Rounds);
    }

    /// <inheritdoc/>
    public override long ScratchBytes => (_direction.Capacity + _orthogonalizer.Capacity) * sizeof(float);

    private protected override bool CountsSteps => true;

    private protected override UpdateMeasure Update(int index, Node node, in UpdateRates rates, bool measured)
    {
        if (_velocity[index] is null)
        {
            double rate = Rate * _options.OtherRate / _options.Rate;
            UpdateState adam = new(MemoryOf(_mean, index), MemoryOf(_square, index));
            // Decay goes by the rate that moves the parameter.
            UpdateRates own = rates with { Shrink = 1 - ((1 - rates.Shrink) * (float)(_options.OtherRate / _options.Rate)) };
            return Update<AdamOperator>(node, adam, AdamRates.Of(own, rate, _other, StepOf(index)), measured);
        }

        UpdateRates ahead = rates with
        {
            Momentum = (float)_options.Momentum,
            GradientFactor = _options.Nesterov ? 1 : 0,
            MeanFactor = _options.Nesterov ? (float)_options.Momentum : 1,
            Shrink = 1,
        };
        UpdateMeasure seen = Update<MuonDirectionOperator>(node, new UpdateState(MemoryOf(_velocity, index), _direction), ahead, measured);
        int columns = node.Shape[^1], rows = node.Size / Math.Max(1, columns);
        _orthogonalizer.Apply(_direction, rows, columns);
        double scale = Math.Sqrt(Math.Max(1, (double)columns / rows));
        return Move(node, _direction, rates with { Rate = (float)(Rate * scale) }, seen, measured);
    }

    private static bool IsMatrix(Parameter parameter) => parameter.Kind == ParameterKind.Weight && parameter.Shape.Rank >= 2
        && parameter.Shape.Size > 0;
}
