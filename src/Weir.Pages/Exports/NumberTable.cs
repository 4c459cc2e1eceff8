using Weir.Flow;
using Weir.Training;

namespace Weir.Pages;

/// <summary>A column of a table: texts, whole numbers, or numbers that may be missing.</summary>
internal sealed record NumberColumn(string Name, string[]? Texts = null, long[]? Wholes = null, double?[]? Numbers = null);

/// <summary>A run's numbers as plain tables: what exports write.</summary>
internal sealed record NumberTable(string Name, int Rows, IReadOnlyList<NumberColumn> Columns)
{
    /// <summary>The tables of a run that have rows.</summary>
    public static IEnumerable<NumberTable> Of(RunFiles run) =>
        new[] { Steps(run), Layers(run), Parameters(run), Epochs(run) }.Where(table => table.Rows > 0);

    private static NumberTable Steps(RunFiles run)
    {
        IReadOnlyList<FlowSample> samples = run.Trace.Samples;
        NumberColumn Column(string name, Func<FlowSample, double?> of) => new(name, Numbers: [.. samples.Select(of)]);
        return new NumberTable("steps", samples.Count,
        [
            new NumberColumn("step", Wholes: [.. samples.Select(sample => sample.Step)]),
            Column("loss", sample => sample.Loss), Column("rate", sample => sample.Rate),
                Column("gradient.norm", sample => sample.GradientNorm),
            Column("gradient.norm.clipped", sample => sample.ClippedNorm), Column("attenuation", sample => sample.Attenuation),
                Column("noise.scale", sample => sample.NoiseScale),
        ]);
    }

    private static NumberTable Layers(RunFiles run)
    {
        IReadOnlyList<FlowSample> samples = run.Trace.Samples;
        IReadOnlyList<TraceLayer> layers = run.Trace.Header.Layers;
        NumberColumn Column(string name, Func<LayerFlow, double?> of) =>
            new(name, Numbers: [.. samples.SelectMany(sample => sample.Layers.Select(of))]);
        return new NumberTable("layers", samples.Count * layers.Count,
        [
            new NumberColumn("step", Wholes: [.. samples.SelectMany(sample => layers.Select(_ => sample.Step))]),
            new NumberColumn("layer", Wholes: [.. samples.SelectMany(_ => layers.Select((_, i) => (long)i + 1))]),
            new NumberColumn("path", Texts: [.. samples.SelectMany(_ => layers.Select(layer => layer.Path))]),
            new NumberColumn("kind", Texts: [.. samples.SelectMany(_ => layers.Select(layer => layer.Kind))]),
            Column("activation.rms", flow => flow.ActivationRms), Column("activation.mean", flow => flow.ActivationMean),
                Column("activation.std", flow => flow.ActivationStd),
            Column("activation.max", flow => flow.ActivationMax), Column("activation.zero", flow => flow.ActivationZero),
                Column("activation.saturated", flow => flow.ActivationSaturated),
            Column("units.dead", flow => flow.UnitsDead), Column("delta.rms", flow => flow.DeltaRms),
        ]);
    }

    private static NumberTable Parameters(RunFiles run)
    {
        IReadOnlyList<FlowSample> samples = run.Trace.Samples;
        IReadOnlyList<TraceParameter> parameters = run.Trace.Header.Parameters;
        NumberColumn Column(string name, Func<ParameterFlow, double?> of) =>
            new(name, Numbers: [.. samples.SelectMany(sample => sample.Parameters.Select(of))]);
        return new NumberTable("parameters", samples.Count * parameters.Count,
        [
            new NumberColumn("step", Wholes: [.. samples.SelectMany(sample => parameters.Select(_ => sample.Step))]),
            new NumberColumn("parameter", Texts: [.. samples.SelectMany(_ => parameters.Select(parameter => parameter.Name))]),
            Column("weight.norm", flow => flow.WeightNorm), Column("gradient.norm", flow => flow.GradientNorm),
                Column("gradient.zero", flow => flow.GradientZero),
            Column("update.ratio", flow => flow.UpdateRatio), Column("gradient.cosine", flow => flow.GradientCosine),
        ]);
    }

    private static NumberTable Epochs(RunFiles run)
    {
        NumberColumn Column(string name, Func<EpochMetrics, double?> of) => new(name, Numbers: [.. run.Epochs.Select(of)]);
        return new NumberTable("epochs", run.Epochs.Count,
        [
            new NumberColumn("epoch", Wholes: [.. run.Epochs.Select(epoch => (long)epoch.Epoch)]),
            new NumberColumn("step", Wholes: [.. run.Epochs.Select(epoch => epoch.Step)]),
            Column("training.loss", epoch => epoch.TrainingLoss), Column("training.accuracy", epoch => epoch.TrainingAccuracy),
                Column("validation.loss", epoch => epoch.ValidationLoss),
            Column("validation.accuracy", epoch => epoch.ValidationAccuracy), Column("validation.r2", epoch => epoch.ValidationR2),
                Column("validation.iou", epoch => epoch.ValidationIou),
                Column("seconds", epoch => epoch.Seconds),
        ]);
    }
}
