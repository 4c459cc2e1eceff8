namespace Weir.Flow;

/// <summary>
/// Which steps are sampled: all at the start, then with gaps in proportion to the step. Every fourth of the later samples
/// is followed by the very next step, so that consecutive gradients can be compared.
/// </summary>
/// <param name="options">Density and gaps.</param>
public sealed class SamplingPlan(FlowOptions options)
{
    private long _next = 1;
    private long _count;

    /// <summary>The sampled step before the one that was asked for last; 0 where there is none.</summary>
    internal long Previous { get; private set; }

    /// <summary>
    /// What the gap to the next sampled step is at the least, but for those that follow the one before at once. Default 1: as planned.
    /// </summary>
    internal int LeastGap { get; set; } = 1;

    /// <summary>Whether a step is sampled. Steps are asked for in rising order.</summary>
    /// <param name="step">The step, from 1.</param>
    public bool IsSampled(long step)
    {
        while (_next < step)
            Advance();
        return _next == step;
    }

    /// <summary>The steps that are sampled, in rising order, without end.</summary>
    /// <param name="options">Density and gaps.</param>
    public static IEnumerable<long> StepsOf(FlowOptions options)
    {
        SamplingPlan plan = new(options);
        for (long last = 0; plan._next > last; plan.Advance())
        {
            yield return plan._next;
            last = plan._next;
        }
    }

    /// <summary>The share of the first steps of a run that are sampled.</summary>
    /// <param name="options">Density and gaps.</param>
    /// <param name="steps">How many steps, 1 or more.</param>
    public static double ShareOf(FlowOptions options, int steps)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(steps, 1);
        return StepsOf(options).TakeWhile(step => step <= steps).Count() / (double)steps;
    }

    private void Advance()
    {
        Previous = _next;
        if (options.Every is { } every)
        {
            _next += every;
            return;
        }

        if (_next < options.Dense && LeastGap <= 1)
        {
            _next++;
            return;
        }

        _count++;
        long planned = _next < options.Dense ? 1 : _next / options.Density;
        _next += _count % 5 == 4 ? 1 : Math.Clamp(Math.Max(planned, LeastGap), 1, options.LargestGap);
    }
}
