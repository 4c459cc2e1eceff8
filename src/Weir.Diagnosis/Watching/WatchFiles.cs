using System.Text;
using Weir.Flow;
using Weir.Tensors;
using Weir.Training;

namespace Weir.Diagnosis;

/// <summary>
/// What a watch keeps in a run directory. A disk that does not take it ends the run in words, as with every other file of the run; the run
/// that is resumed makes it again from the trace.
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
        byte[] lines = RunException.Guard(flow, "it cannot be read", () => WholeFile.ReadLines(files, flow));
        return (TraceReader.Parse(Encoding.UTF8.GetString(lines), flow).Samples, RunDirectory.ReadMetrics(directory, files));
    }

    public void Write(RunFacts facts) => OrEnd(() => FactsFile.Write(Path.Combine(directory, FactsFile.Name), facts, files));

    public void Write(long step, Verdict verdict) => OrEnd(() =>
        FindingsFile.Write(Path.Combine(directory, FindingsFile.Name), new FindingsSubject(name, "recipe.yaml", step, header), verdict,
            files));

    private static void OrEnd(Action write)
    {
        try
        {
            write();
        }
        catch (FileException error)
        {
            throw new RunException($"{error.Message}. What was written before is kept", error);
        }
    }
}
