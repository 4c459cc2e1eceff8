namespace Weir.Repair;

/// <summary>What a repair has cost, looking and proving included.</summary>
/// <param name="Trainings">Trainings of the original: the samples that all steps have seen, over those of one training.</param>
/// <param name="Budget">What it might have cost.</param>
/// <param name="Samples">Samples seen, all together.</param>
/// <param name="TrainingSamples">Samples that count as one training.</param>
/// <param name="Runs">Runs that were made.</param>
public sealed record RepairCost(double Trainings, double Budget, long Samples, long TrainingSamples, int Runs);
