namespace Weir.Studies;

/// <summary>What a level does to a measure in one network, against another level.</summary>
public sealed record Effect
{
    /// <summary>The network.</summary>
    public required string Network { get; init; }

    /// <summary>The factor; for an interaction both, as in <c>norm × rate</c>.</summary>
    public required string Factor { get; init; }

    /// <summary>The level; for an interaction both, as in <c>batch-norm × 1</c>.</summary>
    public required string Level { get; init; }

    /// <summary>The level that it is compared with.</summary>
    public required string Against { get; init; }

    /// <summary>The measure.</summary>
    public required Measure Measure { get; init; }

    /// <summary>Whether it is how much more one level does where the other is there.</summary>
    public bool IsInteraction { get; init; }

    /// <summary>
    /// The mean difference over the seeds that have a value in all cells; null where none has, or only one of several: what is left of many
    /// says nothing of those that are lost.
    /// </summary>
    public double? Difference { get; init; }

    /// <summary>
    /// Its interval, so wide that all effects of the study on this measure hold together with 95 % (Bonferroni); null with fewer than two
    /// seeds.
    /// </summary>
    public Interval? Interval { get; init; }

    /// <summary>The seeds that it rests on.</summary>
    public required int Seeds { get; init; }

    /// <summary>The seeds whose runs have ended in all cells.</summary>
    public required int Ended { get; init; }

    /// <summary>The runs that count for the level; of an interaction all that are added.</summary>
    public EndedRuns With { get; init; }

    /// <summary>The runs that it is compared with; of an interaction all that are taken off.</summary>
    public EndedRuns Without { get; init; }

    /// <summary>Why the two cannot be compared, as where their losses are of different kinds; null where they can.</summary>
    public string? Incomparable { get; init; }

    /// <summary>Runs that diverged. Their seeds are left out of the difference.</summary>
    public int Diverged => With.Diverged + Without.Diverged;

    /// <summary>Whether the difference may be none at all; null where that is not known.</summary>
    public bool? IsNoise => Interval is { } interval ? interval.Contains(0) : null;
}
