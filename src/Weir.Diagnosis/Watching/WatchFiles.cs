using Weir.Flow;
using Weir.Tensors;
using Weir.Training;

namespace Weir.Diagnosis;

/// <summary>
/// What a watch keeps in a run directory. It can all be made again from the trace: a full disk, which ends the run with a message of its
/// own, must not end the watch.
/// </summary>
internal sealed class WatchFiles(string directory, string name, TraceHeader header)
{
    /// <summary>The facts that were known at the start of a run that is resumed; null where there are none.</summary>
    public RunFacts? ReadFacts()
    {
        string file = Path.Combine(directory, FactsFile.Name);
        return File.Exists(file) ? FactsFile.Read(file) : null;
    }

    /// <summary>What a resumed run has seen before.</summary>
    public (IReadOnlyList<FlowSample> Samples, IReadOnlyList<EpochMetrics> Epochs) ReadRun()
    {
        string flow = Path.Combine(directory, "flow.jsonl");
        return (File.Exists(flow) ? TraceReader.Read(flow).Samples : [], RunDirectory.ReadMetrics(directory));
    }

    public void Write(RunFacts facts) => Try(() => FactsFile.Write(Path.Combine(directory, FactsFile.Name), facts));

    public void Write(long step, Verdict verdict) => Try(() =>
        FindingsFile.Write(Path.Combine(directory, FindingsFile.Name), new FindingsSubject(name, "recipe.yaml", step, header), verdict));

    private static void Try(Action write)
    {
        try
        {
            write();
        }
        catch (FileException)
        {
            // See above.
        }
    }
}
