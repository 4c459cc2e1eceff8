namespace Weir.Repair;

/// <summary>Where a repair is.</summary>
public sealed record RepairProgress
{
    /// <summary>The recipe's name.</summary>
    public required string Recipe { get; init; }

    /// <summary>The part of it that goes on, in a line; empty before the first.</summary>
    public required string Phase { get; init; }

    /// <summary>
    /// What was thought of, in the order of promise, with what is known of each so far; empty until the recipe as it is was looked at.
    /// </summary>
    public IReadOnlyList<Hypothesis> Hypotheses { get; init; } = [];

    /// <summary>The branches that are trained now, those that were begun first before the others.</summary>
    public IReadOnlyList<BranchProgress> Running { get; init; } = [];

    /// <summary>The farthest look at the recipe as it is; null before the first.</summary>
    public Trial? Original { get; init; }

    /// <summary>What it has cost so far, in trainings, with what goes on.</summary>
    public required double Spent { get; init; }

    /// <summary>What it may cost, in trainings.</summary>
    public required double Budget { get; init; }
}

/// <summary>A branch that is trained now.</summary>
/// <param name="Branch">Its name, as in <c>activation-relu</c>; <c>original</c> for the recipe as it is.</param>
/// <param name="Changes">Its changes, as <see cref="Hypothesis.Change"/> has them; none of the recipe as it is.</param>
/// <param name="Seed">Its seed.</param>
/// <param name="Share">How far it is wanted, in trainings of the recipe as it is.</param>
/// <param name="Done">How much of the steps that are wanted now it has made: 0 to 1.</param>
public sealed record BranchProgress(string Branch, IReadOnlyList<string> Changes, long Seed, double Share, double Done);
