namespace Weir.Repair;

/// <summary>What a repair has cost, looking and proving included.</summary>
/// <param name="Trainings">Trainings of the original: the samples that all steps have seen, over those that count as one training.</param>
/// <param name="Budget">What it might have cost.</param>
/// <param name="Samples">Samples seen, all together.</param>
/// <param name="TrainingSamples">Samples that count as one training.</param>
/// <param name="Runs">Runs that were made.</param>
/// <param name="RecipeSamples">
/// Samples that one training of the original sees: fewer than count as one where it is over in a blink. 0 in certificates of versions
/// that did not tell it.
/// </param>
public sealed record RepairCost(double Trainings, double Budget, long Samples, long TrainingSamples, int Runs, long RecipeSamples = 0);
