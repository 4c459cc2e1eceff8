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

    /// <summary>The mean difference over the seeds; null where no seed has a value in all cells.</summary>
    public double? Difference { get; init; }

    /// <summary>
    /// Its interval, so wide that all effects of the study on this measure hold together with 95 % (Bonferroni); null with fewer than two
    /// seeds.
    /// </summary>
    public Interval? Interval { get; init; }

    /// <summary>The seeds that it rests on.</summary>
    public required int Seeds { get; init; }

    /// <summary>Runs of the cells that diverged and are not in the difference.</summary>
    public required int Diverged { get; init; }

    /// <summary>Whether the difference may be none at all; null where that is not known.</summary>
    public bool? IsNoise => Interval is { } interval ? interval.Contains(0) : null;
}
