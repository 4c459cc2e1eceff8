namespace Weir.Flow;

/// <summary>Where the time of a step goes in one module, its parts not counted.</summary>
/// <param name="Path">Path in the module tree; empty for what belongs to none: the batch, the loss.</param>
/// <param name="Kind">Kind of layer.</param>
/// <param name="Forward">Seconds of a step.</param>
/// <param name="BackwardData">Seconds of a step.</param>
/// <param name="BackwardWeights">Seconds of a step.</param>
/// <param name="Update">Seconds of a step.</param>
/// <param name="Measuring">Seconds that a sampled step takes longer.</param>
/// <param name="MultiplyAdds">Multiply-adds of the forward pass for the batch; 0 where it is no product.</param>
/// <param name="PassesOn">Whether a gradient of its input is asked for; not of the batch's own.</param>
/// <param name="HasWeights">Whether it has parameters.</param>
public sealed record LayerProfile(
    string Path, string Kind, double Forward, double BackwardData, double BackwardWeights, double Update, double Measuring,
        long MultiplyAdds, bool PassesOn, bool HasWeights)
{
    /// <summary>Seconds of a step that is not sampled.</summary>
    public double Total => Forward + BackwardData + BackwardWeights + Update;

    /// <summary>
    /// Floating-point operations a second of a phase of products: as many in each direction as forward; null where there are none.
    /// </summary>
    /// <param name="phase">The phase.</param>
    public double? Rate(StepPhase phase)
    {
        double seconds = phase switch
        {
            StepPhase.Forward => Forward,
            StepPhase.BackwardData when PassesOn => BackwardData,
            StepPhase.BackwardWeights when HasWeights => BackwardWeights,
            _ => 0,
        };
        return MultiplyAdds > 0 && seconds > 0 ? 2 * MultiplyAdds / seconds : null;
    }
}
