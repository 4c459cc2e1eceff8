using Weir.Flow;
using Weir.Training;

namespace Weir.Pages;

/// <summary>
/// A run as an event file that TensorBoard reads, with the names that Composer uses (<c>l2_norm/grad/…</c>, <c>l2_norm/param/…</c>,
/// <c>l2_norm/update/…</c>) and Weir's own beside them (<c>delta.rms/…</c>).
/// </summary>
public static class TensorBoardExport
{
    /// <summary>Writes the event file of a run.</summary>
    /// <param name="run">A run directory, or the file of a trace.</param>
    /// <param name="folder">TensorBoard's folder of logs; the file goes into a folder of the run's name in it.</param>
    /// <param name="time">The clock, for runs that do not say when they began. Default: the system's.</param>
    /// <returns>The file that was written.</returns>
    /// <exception cref="FormatException">A file of the run is damaged; the message names it.</exception>
    /// <exception cref="RunException">There is no run.</exception>
    public static string Write(string run, string folder, TimeProvider? time = null)
    {
        RunFiles files = RunFiles.Read(run);
        DateTimeOffset started = files.Record?.Started ?? (time ?? TimeProvider.System).GetUtcNow();
        string place = Path.Combine(folder,
            string.Concat(files.Name.Select(each => char.IsAsciiLetterOrDigit(each) || each is '-' or '_' or '.' ? each : '_')));
        Directory.CreateDirectory(place);
        string path = Path.Combine(place, $"events.out.tfevents.{started.ToUnixTimeSeconds()}.weir");
        using FileStream stream = File.Create(path);
        // A trace holds no times: a second a step from the start keeps the order.
        double first = started.ToUnixTimeMilliseconds() / 1000.0;
        EventRecord.WriteVersion(stream, first);
        int epoch = 0;
        foreach (FlowSample sample in files.Trace.Samples)
        {
            for (; epoch < files.Epochs.Count && files.Epochs[epoch].Step < sample.Step; epoch++)
                Write(stream, first, files.Epochs[epoch]);
            EventRecord.WriteScalars(stream, first + sample.Step, sample.Step, Scalars(sample, files.Trace.Header));
        }

        for (; epoch < files.Epochs.Count; epoch++)
            Write(stream, first, files.Epochs[epoch]);
        return path;
    }

    private static void Write(Stream stream, double first, EpochMetrics epoch)
    {
        (string, double?)[] values =
        [
            ("epoch/training_loss", epoch.TrainingLoss), ("epoch/training_accuracy", epoch.TrainingAccuracy),
                ("epoch/validation_loss", epoch.ValidationLoss),
            ("epoch/validation_accuracy", epoch.ValidationAccuracy), ("epoch/validation_r2", epoch.ValidationR2),
        ];
        EventRecord.WriteScalars(stream, first + epoch.Step, epoch.Step, Known(values));
    }

    private static IEnumerable<(string Name, double Value)> Scalars(FlowSample sample, TraceHeader header)
    {
        List<(string, double?)> values =
        [
            ("loss", sample.Loss), ("learning_rate", sample.Rate), ("l2_norm/grad/global", sample.GradientNorm),
                ("l2_norm/grad/global_clipped", sample.ClippedNorm),
            ("attenuation", sample.Attenuation), ("noise_scale", sample.NoiseScale),
        ];
        for (int i = 0; i < sample.Layers.Count; i++)
        {
            (LayerFlow flow, string path) = (sample.Layers[i], header.Layers[i].Path);
            values.AddRange(
            [
                ($"delta.rms/{path}", flow.DeltaRms), ($"activation.rms/{path}", flow.ActivationRms),
                    ($"activation.std/{path}", flow.ActivationStd), ($"activation.max/{path}", flow.ActivationMax),
                ($"activation.zero/{path}", flow.ActivationZero), ($"activation.saturated/{path}", flow.ActivationSaturated),
                    ($"units.dead/{path}", flow.UnitsDead),
            ]);
        }

        for (int i = 0; i < sample.Parameters.Count; i++)
        {
            (ParameterFlow flow, string name) = (sample.Parameters[i], header.Parameters[i].Name);
            values.AddRange(
            [
                ($"l2_norm/grad/{name}", flow.GradientNorm), ($"l2_norm/param/{name}", flow.WeightNorm),
                    ($"l2_norm/update/{name}", flow.UpdateRatio * flow.WeightNorm),
                ($"update.ratio/{name}", flow.UpdateRatio), ($"gradient.cosine/{name}", flow.GradientCosine),
            ]);
        }

        return Known(values);
    }

    private static IEnumerable<(string Name, double Value)> Known(IEnumerable<(string Name, double? Value)> values) =>
        values.Where(each => each.Value is not null).Select(each => (each.Name, each.Value!.Value));
}
