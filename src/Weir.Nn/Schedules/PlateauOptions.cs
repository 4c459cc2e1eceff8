namespace Weir.Nn;

/// <summary>Options of <see cref="ReduceOnPlateau"/>.</summary>
public sealed record PlateauOptions
{
    /// <summary>What the rate is taken times, in [0, 1). Default 0.1.</summary>
    public double Factor { get; init; } = 0.1;

    /// <summary>Evaluations without a better metric that are borne: 0 or more. Default 10.</summary>
    public int Patience { get; init; } = 10;

    /// <summary>How much better counts as better: 0 or more. Default 0.0001.</summary>
    public double Threshold { get; init; } = 1e-4;

    /// <summary>Whether the threshold is a share of the best metric. Default true.</summary>
    public bool Relative { get; init; } = true;

    /// <summary>Evaluations after a fall that do not count: 0 or more. Default 0.</summary>
    public int Rest { get; init; }

    /// <summary>The least rate: 0 or more. Default 0.</summary>
    public double Least { get; init; }

    /// <summary>Whether a larger metric is better, as of an accuracy. Default false.</summary>
    public bool Larger { get; init; }

    /// <summary>Checks every option.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A number outside its range.</exception>
    public void Check()
    {
        OptionRange.Check(Factor, "factor of the rate", least: 0, below: 1);
        OptionRange.Check(Patience, "patience", least: 0);
        OptionRange.Check(Threshold, "threshold", least: 0);
        OptionRange.Check(Rest, "rest", least: 0);
        OptionRange.Check(Least, "least rate", least: 0);
    }
}
