using System.Text.Json;
using Weir.Tensors;
using Weir.Training;

namespace Weir.Repair;

/// <summary>What a repair has come to, with all that it rests on; <c>repair.json</c> (docs/repair.md).</summary>
public sealed record Certificate
{
    /// <summary>The file's name in the repair's folder.</summary>
    public const string FileName = "repair.json";

    /// <summary>The version of the format that is written and read: 2.</summary>
    public const int CurrentVersion = 2;

    /// <summary>Version of the format: <see cref="CurrentVersion"/>.</summary>
    public int Version { get; init; } = CurrentVersion;

    /// <summary>The recipe's name.</summary>
    public required string Recipe { get; init; }

    /// <summary>What it has come to.</summary>
    public required RepairStatus Status { get; init; }

    /// <summary>The same in a sentence.</summary>
    public required string Message { get; init; }

    /// <summary>What chose the trials.</summary>
    public RepairStrategy Strategy { get; init; }

    /// <summary>The seed of what the repair draws.</summary>
    public long Seed { get; init; }

    /// <summary><c>accuracy</c> of classes, or <c>r2</c>, the share of the variance of values.</summary>
    public required string Score { get; init; }

    /// <summary>
    /// The part that branches are judged by: <c>validation</c>; where there is none <c>held-out</c>, a fifth of the training part, or
    /// <c>training</c>, a table of a few rows as a whole.
    /// </summary>
    public required string JudgedBy { get; init; }

    /// <summary>Samples of that part that all scores are taken on, the trivial predictor's too.</summary>
    public required int JudgedSamples { get; init; }

    /// <summary>Samples of that part that the search goes by, and recipes that choose by a validation part.</summary>
    public required int SearchedSamples { get; init; }

    /// <summary>
    /// Whether the search went by the samples that scores are taken on, because the part was too small for two; else they are
    /// others.
    /// </summary>
    public required bool Shared { get; init; }

    /// <summary>The score of the trivial predictor: always the commonest class, or the mean.</summary>
    public required double Trivial { get; init; }

    /// <summary>The run that the repair was asked to start from; null where it began from the recipe.</summary>
    public GivenRun? Run { get; init; }

    /// <summary>The farthest look at the recipe as it is; null where it was not trained.</summary>
    public Trial? Original { get; init; }

    /// <summary>
    /// The share of its training at which the recipe as it is was given up, because it had learnt little and a finding says that it will
    /// not; null where it was trained to its end, at first or before the proof stood, or not at all.
    /// </summary>
    public double? GivenUpAt { get; init; }

    /// <summary>The changes of the repaired recipe; none where it was left as it is.</summary>
    public IReadOnlyList<AppliedChange> Changes { get => field ?? []; init; } = [];

    /// <summary>The farthest look at the repaired recipe with the seed of the trials; null without one.</summary>
    public Trial? Repaired { get; init; }

    /// <summary>The proof; null where there was nothing to prove.</summary>
    public Proof? Proof { get; init; }

    /// <summary>The flow of the original, by layers with weights.</summary>
    public IReadOnlyList<LayerChange> FlowBefore { get => field ?? []; init; } = [];

    /// <summary>The flow of the repaired recipe.</summary>
    public IReadOnlyList<LayerChange> FlowAfter { get => field ?? []; init; } = [];

    /// <summary>What was thought of, in the order of promise, with what experiments say of it.</summary>
    public IReadOnlyList<Hypothesis> Hypotheses { get => field ?? []; init; } = [];

    /// <summary>Remedies that rewrite layers and found none that they could, because parts of a program's network are taken as they
    /// are.</summary>
    public IReadOnlyList<UntriedRemedy> Untried { get => field ?? []; init; } = [];

    /// <summary>Proofs that did not stand, as the changes and why.</summary>
    public IReadOnlyList<FailedProof> Failed { get => field ?? []; init; } = [];

    /// <summary>Faults of the data, which no change of a recipe mends.</summary>
    public IReadOnlyList<DataFault> DataFaults { get => field ?? []; init; } = [];

    /// <summary>Every look at a branch.</summary>
    public IReadOnlyList<Trial> Trials { get => field ?? []; init; } = [];

    /// <summary>The lines in which the recipes differ, <c>- </c> or <c>+ </c> before each.</summary>
    public IReadOnlyList<string> Difference { get => field ?? []; init; } = [];

    /// <summary>What it has cost.</summary>
    public required RepairCost Cost { get; init; }

    /// <summary>Reads a certificate.</summary>
    /// <param name="path">A <c>repair.json</c>.</param>
    /// <exception cref="RunException">It is damaged, or of another version.</exception>
    /// <exception cref="FileException">There is none, or it cannot be read.</exception>
    public static Certificate Read(string path)
    {
        byte[] content = FileException.Guard(path, "the certificate cannot be read", () => WholeFile.Read(DiskFiles.Instance, path));
        return Damage.Read(() =>
        {
            int version = JsonSerializer.Deserialize(content, RepairJson.Default.CertificateVersion)?.Version
                ?? throw new JsonException("nothing stands there");
            return version == CurrentVersion ? JsonText.Read(content, RepairJson.Default.Certificate)
                : throw new RunException($"{path}: the certificate is of {(version < CurrentVersion ? "an earlier" : "a later")} version "
                    + $"({version}; this is {CurrentVersion}). {(version < CurrentVersion ? "Remove the folder and repair again"
                        : "Read it with the Weir that wrote it, or a newer one")}");
        }, (what, error) =>
            new RunException($"{path}: the certificate is damaged: {what}. Repair again: what was tried is kept", error));
    }

    /// <summary>As JSON.</summary>
    public string ToJson() => JsonSerializer.Serialize(this, RepairJson.Default.Certificate) + "\n";
}

/// <summary>What is read of a certificate first.</summary>
/// <param name="Version">The version of its format.</param>
internal sealed record CertificateVersion(int Version);

/// <summary>A proof that does not stand.</summary>
/// <param name="Changes">The changes.</param>
/// <param name="Reason">Why it does not.</param>
public sealed record FailedProof(string Changes, string Reason);
