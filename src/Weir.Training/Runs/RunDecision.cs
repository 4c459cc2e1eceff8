namespace Weir.Training;

/// <summary>What was decided when a run was resumed. It holds whenever the run goes on, so that it comes to the same bits.</summary>
/// <param name="Step">The first step that it concerns, from 1.</param>
/// <param name="SkipsBatch">Whether that step is made without its batch: nothing is moved.</param>
/// <param name="RateFactor">
/// What the rate of the recipe is multiplied by from that step on, until another such decision takes its place. Default 1.
/// </param>
public sealed record RunDecision(long Step, bool SkipsBatch = false, double RateFactor = 1);
