namespace Weir.Training;

/// <summary>How long a profile is taken.</summary>
public sealed record ProfileOptions
{
    /// <summary>Seconds before it begins, in which the runtime compiles everything for good: 0 or more. Default 1.5.</summary>
    public double WarmUp { get; init; } = 1.5;

    /// <summary>Seconds in which it is taken: above 0. Default 3.</summary>
    public double Seconds { get; init; } = 3;

    /// <summary>Checks every option.</summary>
    /// <exception cref="ArgumentException">One is outside its range.</exception>
    internal void Check()
    {
        if (!(WarmUp >= 0 && double.IsFinite(WarmUp)))
            throw new ArgumentOutOfRangeException(nameof(WarmUp), WarmUp, "the warm-up takes 0 seconds or more");
        if (!(Seconds > 0 && double.IsFinite(Seconds)))
            throw new ArgumentOutOfRangeException(nameof(Seconds), Seconds, "a profile takes more than 0 seconds");
    }
}
