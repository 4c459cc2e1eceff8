using Weir.Flow;
using Weir.Training;

namespace Weir.Pages;

/// <summary>What a run's numbers are called in TensorBoard, and where its event files lie.</summary>
internal static class TensorBoardEvents
{
    /// <summary>A run's folder of event files.</summary>
    /// <param name="folder">TensorBoard's folder of logs.</param>
    /// <param name="run">The run's name.</param>
    public static string Folder(string folder, string run) => Path.Combine(folder,
        string.Concat(run.Select(each => char.IsAsciiLetterOrDigit(each) || each is '-' or '_' or '.' ? each : '_')));

    /// <summary>The name of a run's event file.</summary>
    /// <param name="started">When it began.</param>
    public static string FileName(DateTimeOffset started) => $"events.out.tfevents.{started.ToUnixTimeSeconds()}.weir";

    /// <summary>Writes a sampled step.</summary>
    /// <param name="stream">The file.</param>
    /// <param name="time">Seconds since 1970.</param>
    /// <param name="sample">The step.</param>
    /// <param name="header">The run's layers and parameters.</param>
    public static void Write(Stream stream, double time, FlowSample sample, TraceHeader header) =>
        EventRecord.Write(stream, time, sample.Step, Scalars(sample, header), Histograms(sample, header));

    /// <summary>Writes what an epoch came to.</summary>
    /// <param name="stream">The file.</param>
    /// <param name="time">Seconds since 1970.</param>
    /// <param name="epoch">The epoch.</param>
    public static void Write(Stream stream, double time, EpochMetrics epoch)
    {
        (string, double?)[] values =
        [
            ("epoch/training_loss", epoch.TrainingLoss), ("epoch/training_accuracy", epoch.TrainingAccuracy),
                ("epoch/validation_loss", epoch.ValidationLoss),
            ("epoch/validation_accuracy", epoch.ValidationAccuracy), ("epoch/validation_r2", epoch.ValidationR2),
                ("epoch/validation_iou", epoch.ValidationIou),
        ];
        EventRecord.Write(stream, time, epoch.Step, Known(values), []);
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

    private static IEnumerable<(string Name, Histogram Value)> Histograms(FlowSample sample, TraceHeader header)
    {
        if (sample.Histograms is not { } all)
            yield break;
        for (int i = 0; i < all.Layers.Count; i++)
        {
            if (all.Layers[i] is not { } layer)
                continue;
            yield return ($"distribution/activation/{header.Layers[i].Path}", layer.Activation);
            if (layer.Delta is { } delta)
                yield return ($"distribution/delta/{header.Layers[i].Path}", delta);
        }

        for (int i = 0; i < all.Parameters.Count; i++)
        {
            yield return ($"distribution/weight/{header.Parameters[i].Name}", all.Parameters[i].Weight);
            if (all.Parameters[i].Gradient is { } gradient)
                yield return ($"distribution/gradient/{header.Parameters[i].Name}", gradient);
        }
    }

    private static IEnumerable<(string Name, double Value)> Known(IEnumerable<(string Name, double? Value)> values) =>
        values.Where(each => each.Value is not null).Select(each => (each.Name, each.Value!.Value));
}
