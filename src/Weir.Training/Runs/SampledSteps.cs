using Weir.Flow;

namespace Weir.Training;

/// <summary>
/// Which of the steps that a run was to sample its trace has: a line that is lost in the middle of it is seen by nothing else.
/// </summary>
internal static class SampledSteps
{
    /// <summary>What is lacking up to a step, in words; null where all is there.</summary>
    /// <param name="recipe">The recipe of the run.</param>
    /// <param name="samples">What its trace has.</param>
    /// <param name="steps">The step up to which all was to be written.</param>
    /// <param name="failedStep">The step whose loss was not finite, which is sampled in a way of its own; null for none.</param>
    public static string? Lacking(Recipe recipe, IEnumerable<FlowSample> samples, long steps, long? failedStep = null)
    {
        HashSet<long> there = [.. samples.Select(sample => sample.Step)];
        SamplingPlan plan = new(FlowMeter.OptionsOf(recipe));
        int planned = 0, found = 0;
        for (long step = 1; step <= steps && step != failedStep; step++)
        {
            if (!plan.IsSampled(step))
                continue;
            planned++;
            found += there.Contains(step) ? 1 : 0;
        }

        return found == planned ? null
            : FormattableString.Invariant($"{RunDirectory.FlowName} has {found} of the {planned} steps that were sampled");
    }
}
