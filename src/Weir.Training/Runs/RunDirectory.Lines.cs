using System.Text;
using Weir.Flow;

namespace Weir.Training;

/// <content>What the lines of a run and a checkpoint say of each other.</content>
public sealed partial class RunDirectory
{
    /// <summary>Throws where a line up to a step is damaged, or the best checkpoint; nothing is changed.</summary>
    internal void CheckUpTo(long step)
    {
        _metrics.Check(step);
        _flow.Check(step);
        CheckTrace(step);
        Checkpoints.CheckBest();
    }

    /// <summary>Throws where what was measured up to a step is no trace: what comes would be written behind it.</summary>
    private void CheckTrace(long step)
    {
        string file = Path.Combine(Root, FlowName);
        if (step == 0 || !_flow.Exists)
            return;
        byte[] content = RunException.Guard(file, "it cannot be read", () => WholeFile.Read(_files, file));
        int kept = JsonLines.Kept(file, content, step);
        if (kept == 0)
            return;
        try
        {
            _ = TraceReader.Parse(Encoding.UTF8.GetString(content.AsSpan(0, kept)), file);
        }
        catch (TraceException error)
        {
            throw new RunException($"{error.Message}. Without the file the run goes on, and what was measured before is lost", error);
        }
    }

    /// <summary>
    /// What the lines of a run lack that a checkpoint says there was: they were synced before it was written, so that somebody else has
    /// removed or damaged them. The run goes on without.
    /// </summary>
    /// <param name="from">The checkpoint.</param>
    /// <param name="isMeasured">Whether the flow was measured.</param>
    internal IReadOnlyList<string> Lacking(Checkpoint from, bool isMeasured)
    {
        List<string> lacking = [];
        if (from.Last is { } last && !_metrics.HasLineOf(last.Step))
            lacking.Add($"{MetricsName} lacks epoch {last.Epoch}, which ended at step {last.Step}: its lines were removed or damaged, and "
                + "curves begin behind it");
        if (isMeasured && !_flow.Exists)
            lacking.Add($"{FlowName} is not there: what was measured up to step {from.Step} is lost, and rules that need the first steps "
                + "cannot judge");
        return lacking;
    }
}
