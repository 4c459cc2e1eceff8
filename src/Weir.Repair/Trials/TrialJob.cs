namespace Weir.Repair;

/// <summary>A branch that is wanted up to some share of its training.</summary>
/// <param name="Arm">The branch.</param>
/// <param name="Seed">The seed.</param>
/// <param name="Share">How far: above 0; more than 1 beyond the training of the original.</param>
internal sealed record TrialJob(Arm Arm, long Seed, double Share);
