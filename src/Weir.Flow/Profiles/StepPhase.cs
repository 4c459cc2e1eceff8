namespace Weir.Flow;

/// <summary>What a step does with a layer.</summary>
public enum StepPhase
{
    /// <summary>Its output.</summary>
    Forward,

    /// <summary>The gradient of the signal that came in.</summary>
    BackwardData,

    /// <summary>
    /// The gradient of its parameters. A dense layer's is worked out while the weights are moved, and counts here with the move.
    /// </summary>
    BackwardWeights,

    /// <summary>Moving parameters whose gradient was there.</summary>
    Update,

    /// <summary>Measuring the flow, at a step that is sampled.</summary>
    Measuring,
}
