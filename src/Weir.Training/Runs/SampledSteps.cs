using Weir.Flow;

namespace Weir.Training;

/// <summary>
/// Which of the steps that a run was to sample its trace has: a line that is lost in the middle of it is seen by nothing else.
/// </summary>
internal static class SampledSteps
{
    // A file may claim any number of steps: beyond so many that lack it is not looked how many more there are.
    private const int MostLacking = 1_000_000;

    /// <summary>What is lacking of a run that has ended, in words; null where all is there.</summary>
    /// <param name="recipe">The recipe of the run.</param>
    /// <param name="samples">What its trace has.</param>
    /// <param name="record">How it went.</param>
    public static string? Lacking(Recipe recipe, IEnumerable<FlowSample> samples, RunRecord record) =>
        // The step whose loss was not finite is sampled in a way of its own.
        Lacking(recipe, samples, Math.Min(record.Steps, (record.FailedStep ?? long.MaxValue) - 1), record.Decisions);

    /// <summary>What is lacking up to a step, in words; null where all is there.</summary>
    /// <param name="recipe">The recipe of the run.</param>
    /// <param name="samples">What its trace has.</param>
    /// <param name="steps">The step up to which all was to be written.</param>
    /// <param name="decisions">What was decided about the run: a step that is made without its batch has no sample.</param>
    public static string? Lacking(Recipe recipe, IEnumerable<FlowSample> samples, long steps, IReadOnlyList<RunDecision>? decisions)
    {
        HashSet<long> there = [.. samples.Select(sample => sample.Step)];
        HashSet<long> skipped = [.. decisions?.Where(decision => decision.SkipsBatch).Select(decision => decision.Step) ?? []];
        int planned = 0, found = 0;
        foreach (long step in SamplingPlan.StepsOf(FlowMeter.OptionsOf(recipe)))
        {
            if (step > steps || planned - found > MostLacking)
                break;
            if (skipped.Contains(step) && !there.Contains(step))
                continue;
            planned++;
            found += there.Contains(step) ? 1 : 0;
        }

        return found == planned ? null
            : FormattableString.Invariant($"{RunDirectory.FlowName} has {found} of the {planned} steps that were sampled");
    }
}
