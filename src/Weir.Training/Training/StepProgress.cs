namespace Weir.Training;

/// <summary>Where a run is.</summary>
/// <param name="Step">Steps made.</param>
/// <param name="TotalSteps">Steps in all.</param>
/// <param name="Epoch">The epoch, from 1.</param>
/// <param name="Epochs">Epochs in all, a begun one included.</param>
/// <param name="Loss">The loss, smoothed over about 50 steps.</param>
/// <param name="StepsPerSecond">Steps per second lately.</param>
/// <param name="Rate">The learning rate.</param>
/// <param name="Elapsed">Time since training started (or was resumed).</param>
/// <param name="Left">Time left at the pace so far, or until the recipe's minutes are up; null where neither is known.</param>
public readonly record struct StepProgress(
    long Step, long TotalSteps, int Epoch, int Epochs, double Loss, double StepsPerSecond, double Rate, TimeSpan Elapsed, TimeSpan? Left);
