using Weir.Flow;

namespace Weir.Studies;

/// <summary>
/// The samples of a trace at moments of its run, from 0 at the first step to 1 at the end; each moment is looked for once. In the middle
/// and at the end they are a few, for one batch says little. A sample without a finite loss tells nothing of the gradient.
/// </summary>
/// <param name="trace">The trace.</param>
internal sealed class FlowMoments(Trace trace)
{
    private const int Samples = 5;

    private readonly Dictionary<double, FlowSample[]> _moments = [];
    private FlowSample[]? _finite;

    /// <summary>The trace.</summary>
    public Trace Trace => trace;

    /// <summary>The samples of a moment.</summary>
    /// <param name="moment">From 0 to 1.</param>
    public IReadOnlyList<FlowSample> At(double moment)
    {
        if (_moments.TryGetValue(moment, out FlowSample[]? known))
            return known;
        _finite ??= [.. trace.Samples.Where(sample => double.IsFinite(sample.Loss))];
        return _moments[moment] = _finite.Length == 0 ? [] : moment switch
        {
            0 => [_finite[0]],
            1 => [.. _finite.TakeLast(Samples)],
            _ => [.. _finite.OrderBy(sample => Math.Abs(sample.Step - (_finite[^1].Step * moment))).Take(Samples)],
        };
    }
}
