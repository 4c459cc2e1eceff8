using Weir.Flow;
using Weir.Tensors;
using Weir.Training;

namespace Weir.Pages;

/// <summary>
/// A run as an event file that TensorBoard reads, with the names that Composer uses (<c>l2_norm/grad/…</c>, <c>l2_norm/param/…</c>,
/// <c>l2_norm/update/…</c>) and Weir's own beside them (<c>delta.rms/…</c>); histograms where the trace has them.
/// </summary>
public static class TensorBoardExport
{
    /// <summary>Writes the event file of a run.</summary>
    /// <param name="run">A run directory, or the file of a trace.</param>
    /// <param name="folder">TensorBoard's folder of logs; the file goes into a folder of the run's name in it.</param>
    /// <param name="time">The clock, for runs that do not say when they began. Default: the system's.</param>
    /// <returns>The file that was written.</returns>
    /// <exception cref="WeirException">A file of the run is damaged, or cannot be read; the message names it.</exception>
    /// <exception cref="RunException">There is no run.</exception>
    /// <exception cref="FileException">The file cannot be written.</exception>
    public static string Write(string run, string folder, TimeProvider? time = null)
    {
        RunFiles files = RunFiles.Read(run);
        DateTimeOffset started = files.Record?.Started ?? (time ?? TimeProvider.System).GetUtcNow();
        return ExportFolder.Write(TensorBoardEvents.Folder(folder, files.Name),
            [(TensorBoardEvents.FileName(started), stream => Write(files, started, stream))])[0];
    }

    private static void Write(RunFiles files, DateTimeOffset started, Stream stream)
    {
        // A trace holds no times: a second a step from the start keeps the order.
        double first = started.ToUnixTimeMilliseconds() / 1000.0;
        EventRecord.WriteVersion(stream, first);
        int epoch = 0;
        foreach (FlowSample sample in files.Trace.Samples)
        {
            for (; epoch < files.Epochs.Count && files.Epochs[epoch].Step < sample.Step; epoch++)
                TensorBoardEvents.Write(stream, first + files.Epochs[epoch].Step, files.Epochs[epoch]);
            TensorBoardEvents.Write(stream, first + sample.Step, sample, files.Trace.Header);
        }

        for (; epoch < files.Epochs.Count; epoch++)
            TensorBoardEvents.Write(stream, first + files.Epochs[epoch].Step, files.Epochs[epoch]);
    }
}
