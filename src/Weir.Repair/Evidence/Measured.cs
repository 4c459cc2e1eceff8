using Weir.Diagnosis;
using Weir.Flow;

namespace Weir.Repair;

/// <summary>Numbers of a case that remedies ask for again and again.</summary>
internal static class Measured
{
    /// <summary>How far a step moves the median weight, ‖Δw‖/‖w‖: its median over the run; null where nothing was measured.</summary>
    public static double? UpdateRatio(RepairCase about) => about.Trace is not { } trace ? null : Median(trace.Samples
        .Select(sample => Median(Weights(trace.Header, sample).Select(flow => flow.UpdateRatio))).OfType<double>());

    /// <summary>The norms of all gradients together before clipping, where they are finite.</summary>
    public static IReadOnlyList<double> Norms(RepairCase about) => about.Trace is not { } trace ? []
        : [.. trace.Samples.Select(sample => sample.GradientNorm).OfType<double>()
            .Where(norm => double.IsFinite(norm) && norm > 0).Order()];

    /// <summary>A percentile of sorted numbers; null of none.</summary>
    public static double? Percentile(IReadOnlyList<double> sorted, double percent) => sorted.Count == 0 ? null
        : sorted[(int)Math.Min(sorted.Count - 1, Math.Floor(percent / 100 * sorted.Count))];

    /// <summary>Whether gradients were never far above their usual norm, and never overflowed.</summary>
    public static bool NormsAreNormal(RepairCase about)
    {
        IReadOnlyList<double> norms = Norms(about);
        bool overflowed = about.Trace?.Samples.Any(sample => !double.IsFinite(sample.Loss)
            || (sample.GradientNorm is { } norm && !double.IsFinite(norm))) == true;
        return !overflowed && norms.Count >= 5 && Percentile(norms, 99) < 5 * Percentile(norms, 50);
    }

    /// <summary>Median of numbers; null of none.</summary>
    public static double? Median(IEnumerable<double?> values) => Median(values.OfType<double>());

    private static double? Median(IEnumerable<double> values) =>
        Measures.Median(values.Where(double.IsFinite)) is var median && double.IsNaN(median) ? null : median;

    private static IEnumerable<ParameterFlow> Weights(TraceHeader header, FlowSample sample) =>
        header.Parameters.Select((parameter, index) => (parameter, index)).Where(pair => pair.parameter.Kind == "weight")
            .Select(pair => sample.Parameters[pair.index]);
}
