namespace Weir.Training;

/// <summary>How well a network does on a set.</summary>
/// <param name="Loss">Mean loss over samples.</param>
/// <param name="Accuracy">Share of samples classified rightly; null for values.</param>
/// <param name="R2">1 − squared error / variance of the targets; null for classes, and where the targets do not vary.</param>
public sealed record EvaluationMetrics(double Loss, double? Accuracy, double? R2)
{
    /// <summary>The mean over classes of intersection over union, where each pixel has a class; else null.</summary>
    public double? MeanIou { get; init; }
}
