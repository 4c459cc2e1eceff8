namespace Weir.Training;

/// <summary>What a <see cref="Duration"/> is counted in.</summary>
public enum DurationUnit
{
    /// <summary>Steps of the optimizer.</summary>
    Steps,

    /// <summary>Passes over the training part.</summary>
    Epochs,

    /// <summary>Hundredths of all steps of the run.</summary>
    Percent,
}

/// <summary>A length of training: <c>500</c> (steps), <c>10 epochs</c> or <c>5 %</c> of the run.</summary>
/// <param name="Value">How many: 0 or more.</param>
/// <param name="Unit">Of what. Default: steps.</param>
public readonly record struct Duration(double Value, DurationUnit Unit = DurationUnit.Steps)
{
    /// <summary>The same in steps, rounded.</summary>
    /// <param name="span">The steps of the run and of an epoch.</param>
    public long Steps(RunSpan span) => (long)Math.Round(Unit switch
    {
        DurationUnit.Epochs => Value * span.StepsPerEpoch,
        DurationUnit.Percent => Value / 100 * span.TotalSteps,
        _ => Value,
    });
}

/// <summary>How long a run is.</summary>
/// <param name="TotalSteps">Steps in all.</param>
/// <param name="StepsPerEpoch">Steps of an epoch.</param>
public readonly record struct RunSpan(long TotalSteps, int StepsPerEpoch);
