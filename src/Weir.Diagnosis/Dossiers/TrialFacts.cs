namespace Weir.Diagnosis;

/// <summary>What a few steps of a run have done to the loss of a fixed set of samples, before the run.</summary>
/// <param name="Steps">Steps made, with the recipe's own batch, optimizer and schedule.</param>
/// <param name="RateSum">The rates of these steps, added up.</param>
/// <param name="Before">The loss before.</param>
/// <param name="Worst">The highest loss seen on the way; not finite where it overflowed.</param>
/// <param name="After">The loss after the last step.</param>
/// <param name="HasGradient">Whether any weight gets a gradient after it. Default true.</param>
public sealed record TrialFacts(int Steps, double RateSum, double Before, double Worst, double After, bool HasGradient = true);
