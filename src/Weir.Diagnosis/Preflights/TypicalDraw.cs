using Weir.Flow;

namespace Weir.Diagnosis;

/// <summary>What the draws of an untrained network have in common.</summary>
public static class TypicalDraw
{
    /// <summary>The median of a number over the draws of a pre-flight; null where no draw has it.</summary>
    /// <param name="report">The pre-flight.</param>
    /// <param name="measure">Reads the number off a draw.</param>
    public static double? Typical(this PreflightReport report, Func<FlowSample, double?> measure)
    {
        double[] values = [.. report.Draws.Samples.Select(measure).OfType<double>()];
        return values.Length == 0 ? null : Measures.Median(values);
    }
}
