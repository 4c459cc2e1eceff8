using Weir.Flow;

namespace Weir.Training;

/// <content>What the lines of a run and a checkpoint say of each other.</content>
public sealed partial class RunDirectory
{
    /// <summary>
    /// Throws where a line up to a checkpoint is damaged, or the best checkpoint; nothing is changed. All was synced before the checkpoint
    /// was written: what is lacking of it somebody else has removed, and the run goes on without.
    /// </summary>
    /// <param name="from">The checkpoint.</param>
    /// <param name="recipe">The recipe of the run.</param>
    /// <param name="isMeasured">Whether the flow was measured up to it.</param>
    /// <param name="decisions">What was decided about it up to then.</param>
    /// <returns>What is lacking, in words.</returns>
    internal IReadOnlyList<string> Check(Checkpoint from, Recipe recipe, bool isMeasured, IReadOnlyList<RunDecision> decisions)
    {
        string metrics = _metrics.UpTo(from.Step), flow = _flow.UpTo(from.Step);
        IReadOnlyList<FlowSample> samples = CheckTrace(flow);
        Checkpoints.CheckBest();
        List<string> lacking = [];
        if (from.Last is { } last && JsonLines.LastStep(metrics) != last.Step)
            lacking.Add($"{MetricsName} lacks epoch {last.Epoch}, which ended at step {last.Step}: its lines were removed or damaged, and "
                + "curves begin behind it");
        else if (from.Last is { } end && JsonLines.Count(metrics) is var there && there < end.Epoch)
            lacking.Add($"{MetricsName} has {there} of {end.Epoch} epochs: lines were removed, and curves leave them out");
        if (isMeasured && flow.Length == 0 && from.Step > 0)
            lacking.Add($"{FlowName} is {(_flow.Exists ? "empty" : "not there")}: what was measured up to step {from.Step} is lost, and "
                + "rules that need the first steps cannot judge");
        else if (isMeasured && SampledSteps.Lacking(recipe, samples, from.Step, decisions) is { } lost)
            lacking.Add($"{lost} up to step {from.Step}: rules judge by what is there");
        return lacking;
    }

    /// <summary>Throws where what was measured is no trace: what comes would be written behind it.</summary>
    private IReadOnlyList<FlowSample> CheckTrace(string lines)
    {
        if (lines.Length == 0)
            return [];
        try
        {
            return TraceReader.Parse(lines, Path.Combine(Root, FlowName)).Samples;
        }
        catch (TraceException error)
        {
            throw new RunException(error.WithoutRemedy, error)
            {
                Remedy = "Without the file the run goes on, and what was measured before is lost",
            };
        }
    }
}
