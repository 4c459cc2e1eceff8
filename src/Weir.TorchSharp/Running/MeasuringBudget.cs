using Weir.Flow;

namespace Weir.TorchSharp;

/// <summary>
/// How much of a run's time measuring may take: where it takes more, the plan's next step comes later. Some are measured whatever it
/// takes, as nothing can be said of a run without: the first 20, and later one whenever the run has become longer by a quarter.
/// </summary>
/// <param name="plan">Which steps are measured as long as there is time.</param>
/// <param name="share">The share, above 0 and up to 1.</param>
/// <param name="time">The clock.</param>
internal sealed class MeasuringBudget(SamplingPlan plan, double share, TimeProvider time)
{
    /// <summary>The share that is allowed where nothing is said.</summary>
    public const double UsualShare = 0.02;

    private const int Free = 20, Density = 4;
    private readonly long _began = time.GetTimestamp();
    private TimeSpan _spent;

    /// <summary>Does some work of measuring.</summary>
    public void Spend(Action work)
    {
        long since = time.GetTimestamp();
        try
        {
            work();
        }
        finally
        {
            _spent += time.GetElapsedTime(since);
        }
    }

    /// <summary>A step was measured: the next one lies as far behind it as there is time.</summary>
    public void Postpone(long step) => plan.LeastGap = Gap(step);

    private int Gap(long step)
    {
        if (step < Free)
            return 1;
        double elapsed = time.GetElapsedTime(_began).TotalSeconds, owed = (_spent.TotalSeconds / share) - elapsed;
        long most = Math.Max(1, step / Density);
        // What a step takes that is not measured: so many of them make up for it.
        double ofStep = Math.Max(0, elapsed - _spent.TotalSeconds) / step;
        if (owed <= 0)
            return 1;
        return (int)Math.Min(int.MaxValue, owed >= most * ofStep ? most : Math.Max(1, Math.Ceiling(owed / ofStep)));
    }
}
