namespace Weir.Training;

/// <content>The way back: to a checkpoint, or to the start.</content>
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

    /// <summary>
    /// Brings the directory to where the run was at a checkpoint: what was written later, and what was never finished, is cut.
    /// </summary>
    /// <param name="from">The checkpoint; null for the run's start.</param>
    /// <param name="keep">How many checkpoints are kept.</param>
    internal void GoBackTo(Checkpoint? from, int keep)
    {
        RunException.Guarded(Root, "what was never finished cannot be removed", () =>
        {
            IReadOnlyList<string> there = _files.List(Root);
            foreach (string name in s_replaced.Select(name => name + WholeFile.Unfinished).Intersect(there))
                _files.Delete(Path.Combine(Root, name));
            // It was made by a network that goes on to change; its place in the folder is told by what comes next.
            if (_files.Exists(Path.Combine(Root, TestName)))
                _files.Delete(Path.Combine(Root, TestName));
        });
        Checkpoints.GoBackTo(from, keep);
        foreach (LineFile lines in (LineFile[])[_metrics, _flow])
            lines.CutAfter(from?.Step ?? 0);
    }
}
