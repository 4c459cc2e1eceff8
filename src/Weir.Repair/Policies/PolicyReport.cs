using System.Text.Json;

namespace Weir.Repair;

/// <summary>What a search of a policy has come to.</summary>
public enum PolicyStatus
{
    /// <summary>A policy is better than the recipe as it is, which was proved.</summary>
    Better,

    /// <summary>Nothing that was tried could be shown to be better; the recipe stays as it is.</summary>
    NoneBetter,
}

/// <summary>How a policy did beside the recipe as it is, on the samples that the search goes by.</summary>
/// <param name="Policy">The policy, as in <c>flip, shift: {pixels: 2}</c>.</param>
/// <param name="Share">How far it was trained, in trainings of the recipe.</param>
/// <param name="Seeds">Seeds that both were trained with so far.</param>
/// <param name="Ahead">
/// How much more it gets right of what the trivial predictor leaves, in the mean of the pairs; null where it could not be trained.
/// </param>
/// <param name="Error">The standard error of that over the seeds; null with one seed.</param>
public sealed record TriedPolicy(string Policy, double Share, int Seeds, double? Ahead, double? Error);

/// <summary>The result of a search of a policy, with all that it rests on; <c>policy.json</c> of its folder.</summary>
public sealed record PolicyReport
{
    /// <summary>The name of its file.</summary>
    public const string FileName = "policy.json";

    /// <summary>The recipe's name.</summary>
    public required string Recipe { get; init; }

    /// <summary>What it has come to.</summary>
    public required PolicyStatus Status { get; init; }

    /// <summary>The same in a sentence.</summary>
    public required string Message { get; init; }

    /// <summary>What a policy without a change of samples is called.</summary>
    public const string Nothing = "no augmentation";

    /// <summary>
    /// The policy that was proved, as recipes write it, or <see cref="Nothing"/> where the recipe is better without what it has; null where
    /// there is none.
    /// </summary>
    public string? Policy { get; init; }

    /// <summary>The seed of what the search draws.</summary>
    public required long Seed { get; init; }

    /// <summary>What a score is: <c>accuracy</c>, <c>balanced-accuracy</c> or <c>r2</c>.</summary>
    public required string Score { get; init; }

    /// <summary>
    /// The part that proofs are judged by: <c>validation</c>, or <c>held-out</c> of the training part where there is no validation part.
    /// </summary>
    public required string JudgedBy { get; init; }

    /// <summary>How many of its samples proofs are judged by. Nothing was learnt from them and nothing chosen by them.</summary>
    public required int JudgedSamples { get; init; }

    /// <summary>How many others the search went by.</summary>
    public required int SearchedSamples { get; init; }

    /// <summary>The score of always the same answer.</summary>
    public required double Trivial { get; init; }

    /// <summary>Pairs of whole trainings on fresh seeds, without the policy and with it; null where none was made.</summary>
    public Proof? Proof { get; init; }

    /// <summary>Proofs that did not stand, and why.</summary>
    public IReadOnlyList<FailedProof> Failed { get => field ?? []; init; } = [];

    /// <summary>What was tried, the farthest and best first.</summary>
    public IReadOnlyList<TriedPolicy> Tried { get => field ?? []; init; } = [];

    /// <summary>Single changes that fit the samples and that the budget does not reach for.</summary>
    public IReadOnlyList<string> Untried { get => field ?? []; init; } = [];

    /// <summary>What it has cost.</summary>
    public required RepairCost Cost { get; init; }

    /// <summary>As JSON.</summary>
    public string ToJson() => JsonSerializer.Serialize(this, RepairJson.Default.PolicyReport) + "\n";
}
