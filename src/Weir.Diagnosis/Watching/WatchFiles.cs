using System.Text;
using Weir.Flow;
using Weir.Tensors;
using Weir.Training;

namespace Weir.Diagnosis;

/// <summary>
/// What a watch keeps in a run directory. It can all be made again from the trace: a full disk, which ends the run with a message of its
/// own, must not end the watch.
/// </summary>
internal sealed class WatchFiles(IFileLayer files, string directory, string name, TraceHeader header)
{
    /// <summary>The facts that were known at the start of a run that is resumed; null where there are none.</summary>
    public RunFacts? ReadFacts()
    {
        string file = Path.Combine(directory, FactsFile.Name);
        return files.Exists(file) ? FactsFile.Read(file, files) : null;
    }

    /// <summary>What a resumed run has seen before.</summary>
    public (IReadOnlyList<FlowSample> Samples, IReadOnlyList<EpochMetrics> Epochs) ReadRun()
    {
        string flow = Path.Combine(directory, RunDirectory.FlowName);
        if (!files.Exists(flow))
            return ([], RunDirectory.ReadMetrics(directory, files));
        byte[] lines = FileException.Guard(flow, "it cannot be read", () => WholeFile.ReadLines(files, flow));
        return (TraceReader.Parse(Encoding.UTF8.GetString(lines), flow).Samples, RunDirectory.ReadMetrics(directory, files));
    }

    public void Write(RunFacts facts) => Try(() => FactsFile.Write(Path.Combine(directory, FactsFile.Name), facts, files));

    public void Write(long step, Verdict verdict) => Try(() =>
        FindingsFile.Write(Path.Combine(directory, FindingsFile.Name), new FindingsSubject(name, "recipe.yaml", step, header), verdict,
            files));

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
