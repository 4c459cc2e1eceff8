namespace Weir.Diagnosis;

/// <summary>What is known of the network besides its trace.</summary>
public sealed record NetworkFacts
{
    /// <summary>Functions and kinds of all layers in the order of the signal, as in <c>linear</c>, <c>relu</c>; fused ones taken apart.</summary>
    public required IReadOnlyList<string> Steps { get; init; }

    /// <summary>The share that each dropout layer drops, in order.</summary>
    public IReadOnlyList<double> Dropout { get; init; } = [];

    /// <summary>Whether it has batch normalisation.</summary>
    public bool BatchNorm { get; init; }

    /// <summary>Hidden layers, by their numbers in the trace, whose units all have the same weights coming in and going out at the start.</summary>
    public IReadOnlyList<int> SymmetricLayers { get; init; } = [];

    /// <summary>Rectifier units per layer, the smallest; null where there is no rectifier.</summary>
    public int? NarrowestRectifier { get; init; }

    /// <summary>The chance that a layer of rectifiers is dead at the start, 1 − ∏(1 − 2^−width) (Lu et al., 2019); null where there is none.</summary>
    public double? BornDead { get; init; }

    /// <summary>Predicted by mean-field theory, in decades per layer: how delta.rms changes towards the input; null where it does not apply.</summary>
    public double? PredictedAttenuation { get; init; }

    /// <summary>The depth over which two signals forget their difference, −1/ln χ; infinite at the edge of chaos; null where it does not apply.</summary>
    public double? DepthScale { get; init; }

    /// <summary>The function behind the last layer with weights, as in <c>softmax</c>; null for none.</summary>
    public string? OutputFunction { get; init; }

    /// <summary>Whether the whole network computes a linear function of its input.</summary>
    public bool IsLinear { get; init; }
}
