namespace Weir.Diagnosis;

/// <summary>What is known of the network besides its trace. A file of another program may leave all but the steps out.</summary>
public sealed record NetworkFacts
{
    /// <summary>
    /// Functions and kinds of all layers in the order of the signal, as in <c>linear</c>, <c>relu</c>; fused ones taken apart.
    /// </summary>
    public required IReadOnlyList<string> Steps { get; init; }

    /// <summary>The share that each dropout layer drops, in order.</summary>
    public IReadOnlyList<double> Dropout { get => field ?? []; init; } = [];

    /// <summary>
    /// The same in the branches of residual blocks, where the signal has another way: such noise does not multiply from block to block.
    /// </summary>
    public IReadOnlyList<double> BranchDropout { get => field ?? []; init; } = [];

    /// <summary>The share that a dropout layer behind all others drops, of the outputs themselves; 0 without one.</summary>
    public double OutputDropout { get; init; }

    /// <summary>Whether it has batch normalisation.</summary>
    public bool BatchNorm { get; init; }

    /// <summary>The share of the last batch in the running statistics of batch normalisation, the smallest; null without any.</summary>
    public double? BatchNormMomentum { get; init; }

    /// <summary>
    /// Whether some batch normalisation has nothing but the samples of a batch to take its statistics over: a batch of one has no
    /// deviation.
    /// </summary>
    public bool NormalizesSamplesAlone { get; init; }

    /// <summary>Hidden layers whose units all have the same weights, not 0, coming in, and differ in those going out alone.</summary>
    public IReadOnlyList<int> EqualUnits { get => field ?? []; init; } = [];

    /// <summary>Whether a layer goes along a sequence without gates, as a simple RNN does; null where no layer is recurrent.</summary>
    public bool? PlainRecurrence { get; init; }

    /// <summary>
    /// log₁₀ of the gradient at the first places of a sequence over that at the last, before training; null where it was not measured.
    /// </summary>
    public double? PositionDecades { get; init; }

    /// <summary>
    /// Hidden layers, by their numbers in the trace, whose units all have the same weights coming in and going out at the start.
    /// </summary>
    public IReadOnlyList<int> SymmetricLayers { get => field ?? []; init; } = [];

    /// <summary>Rectifier units per hidden layer, the smallest; null where there is no rectifier.</summary>
    public int? NarrowestRectifier { get; init; }

    /// <summary>
    /// The chance that a hidden layer of rectifiers is dead at the start, 1 − ∏(1 − 2^−width) (Lu et al., 2019); null where there is none.
    /// </summary>
    public double? BornDead { get; init; }

    /// <summary>
    /// Predicted by mean-field theory, in decades per layer: how delta.rms changes towards the input; null where it does not apply.
    /// </summary>
    public double? PredictedAttenuation { get; init; }

    /// <summary>
    /// The depth over which two signals forget their difference, −1/ln χ; infinite at the edge of chaos; null where it does not apply.
    /// </summary>
    public double? DepthScale { get; init; }

    /// <summary>The function behind the last layer with weights, as in <c>softmax</c>; null for none.</summary>
    public string? OutputFunction { get; init; }

    /// <summary>Whether the whole network computes a linear function of its input.</summary>
    public bool IsLinear { get; init; }

    /// <summary>
    /// Whether it is linear but for the function at its output: what it can tell apart it tells by straight lines all the same.
    /// </summary>
    public bool IsLinearBeforeOutput { get; init; }
}
