namespace Weir.Repair;

/// <summary>How far a branch had come with a seed when it was looked at.</summary>
public sealed record Trial
{
    private static readonly Dictionary<string, double> s_none = [];

    /// <summary>The branch, by its changes, as in <c>activation-relu_rate-0.01</c>; <c>original</c> for the recipe as it is.</summary>
    public required string Branch { get; init; }

    /// <summary>The seed of its first weights and of the order of samples.</summary>
    public required long Seed { get; init; }

    /// <summary>
    /// Samples that it has learnt from, over those of a training of the recipe as it is: 1 at the end of that; more where a longer training
    /// is tried.
    /// </summary>
    public required double Share { get; init; }

    /// <summary>Steps made.</summary>
    public required long Step { get; init; }

    /// <summary>Samples that these steps have seen.</summary>
    public required long Samples { get; init; }

    /// <summary>
    /// The share of what the trivial predictor leaves that is got right on the samples that the search goes by: of the classes that always
    /// answering the commonest gets wrong, or of the values' variance. 0 is no better than it, 1 is all; 0 where the loss is not finite.
    /// </summary>
    public required double Skill { get; init; }

    /// <summary>The same on training samples.</summary>
    public required double TrainingSkill { get; init; }

    /// <summary>
    /// The accuracy, of classes, of classes of unequal size the mean of each class's; the share of the variance, of values, of several the
    /// mean of each; on the samples that proofs are judged by. Nothing is chosen by it, unless the search goes by the same samples.
    /// </summary>
    public required double Score { get; init; }

    /// <summary>The share of these samples that is got right, of classes of any size; of values as the score.</summary>
    public double Accuracy { get; init; }

    /// <summary>
    /// The score of each of up to fifty blocks of these samples, the same for all branches: how the difference of two branches varies from
    /// block to block tells how far it may be off because it was taken on so few samples. None where all samples that there are were judged
    /// by; null in a certificate.
    /// </summary>
    public IReadOnlyList<double>? ScoreParts { get; init; }

    /// <summary>Whether its loss is finite, and it could be trained at all.</summary>
    public required bool Finite { get; init; }

    /// <summary>Why it could not be trained at all, as for want of memory; null where it could.</summary>
    public string? Reason { get; init; }

    /// <summary>Whether it comes no farther: its training is over, or has broken off.</summary>
    public required bool Ended { get; init; }

    /// <summary>Whether it was stopped before the end of a training of the recipe as it is, though it could come farther.</summary>
    internal bool IsGivenUp => this is { Ended: false, Share: < 1 };

    /// <summary>Measures of its flow so far, by the names of <c>Weir.Studies</c>.</summary>
    public IReadOnlyDictionary<string, double> Measures { get => field ?? s_none; init; } = s_none;
}
