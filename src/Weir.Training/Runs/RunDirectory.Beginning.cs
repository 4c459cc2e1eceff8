namespace Weir.Training;

/// <content>A run that is made again from its start.</content>
public sealed partial class RunDirectory
{
    /// <summary>
    /// Takes a run back to its start, under its lock: all that it has come to is removed, and nothing that is not its own. What is left at
    /// any moment is a run that goes on from a checkpoint or its start, to the same bits.
    /// </summary>
    /// <param name="path">The directory of a run.</param>
    /// <param name="beside">What else was written of it there, which goes first.</param>
    /// <exception cref="RunException">There is no run, another process is writing it, or a file cannot be removed.</exception>
    internal static void Restart(string path, params IReadOnlyList<string> beside)
    {
        using RunDirectory run = Open(path);
        run.CheckWritable();
        RunException.Guarded(path, "what it had come to cannot be removed", () =>
        {
            foreach (string name in (string[])[.. beside, RecordName])
                run._files.Delete(Path.Combine(path, name));
        });
        run.Checkpoints.Clear();
        run.GoBackTo(null, keep: 1);
        RunException.Guarded(path, "what it had come to cannot be removed", () =>
        {
            foreach (string name in (string[])[FactsName, FindingsName])
                run._files.Delete(Path.Combine(path, name));
            run._files.SyncDirectory(path);
        });
    }
}
