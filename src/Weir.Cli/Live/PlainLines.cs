using Weir.Cli.Rendering;
using Weir.Cli.Views;
using Weir.Flow;
using Weir.Training;

namespace Weir.Cli.Live;

/// <summary>
/// Tells a run in plain lines: one per epoch, and the flow at a few samples, each at four times the step of the one before.
/// </summary>
/// <param name="write">Writes a line.</param>
/// <param name="name">What each line starts with when several runs tell at once, or null.</param>
internal sealed class PlainLines(Action<string> write, string? name = null) : ITrainingObserver
{
    private const int Growth = 4;

    private RunInfo? _info;
    private long _nextSample = 1;
    private StepProgress _progress;

    /// <inheritdoc/>
    public void OnStart(RunInfo info)
    {
        _info = info;
        write($"{(name is null ? "" : name + "  ")}{RunHeader.Of(info).Draw(int.MaxValue)[0]}");
        write($"{(name is null ? "" : name + "  ")}{Numbers.Of(info.TrainingSamples, "sample")} in batches of {info.Batch}: "
            + $"{Numbers.Of(info.Epochs, "epoch")} of {Numbers.Of(info.StepsPerEpoch, "step")}");
    }

    /// <inheritdoc/>
    public void OnPretrained(PretrainedLayer layer) => write(Start($"layer {layer.Number}/{layer.Count}")
        .Add($"pre-trained, reconstruction error {Numbers.Loss(layer.Errors[0])} before and {Numbers.Loss(layer.Errors[^1])} after "
            + $"{Numbers.Of(layer.Errors.Count - 1, "epoch")}").ToString());

    /// <inheritdoc/>
    public void OnProgress(StepProgress progress) => _progress = progress;

    /// <inheritdoc/>
    public void OnSample(FlowSample sample)
    {
        if (sample.Step < _nextSample || _info?.Flow is not { } layers)
            return;
        _nextSample = sample.Step * Growth;
        write(Sample(layers, sample).ToString());
    }

    /// <inheritdoc/>
    public void OnEpoch(EpochMetrics metrics) => write(Epoch(metrics, _info?.Epochs ?? metrics.Epoch, _progress).ToString());

    /// <inheritdoc/>
    public void OnEnd(TrainingResult result)
    {
    }

    /// <summary>The line of a sample.</summary>
    internal Line Sample(TraceHeader header, FlowSample sample)
    {
        IReadOnlyList<FlowRow> rows = FlowRow.Of(header, sample);
        Line line = Start($"step {Numbers.Count(sample.Step)}").Add($"loss {Numbers.Loss(sample.Loss)}");
        if (rows.Count > 1)
            line.Add($"  delta.rms {Numbers.Scientific(rows[^1].Delta)} (layer {rows[^1].Number}) to {Numbers.Scientific(rows[0].Delta)} "
                + $"(layer {rows[0].Number})");
        if (sample.Attenuation is { } attenuation)
            line.Add($"  attenuation {Numbers.Signed(attenuation)}");
        int starved = rows.Count(row => row.Starved);
        if (starved > 0)
            line.Add($"  {Numbers.Of(starved, "layer")} starved");
        return line;
    }

    /// <summary>The line of an epoch.</summary>
    internal Line Epoch(EpochMetrics metrics, int epochs, StepProgress progress)
    {
        // Steps whose loss is not finite end a run: an epoch without a loss is one without batches.
        Line line = Start($"epoch {metrics.Epoch}/{epochs}").Add(double.IsNaN(metrics.TrainingLoss) ? "no step moved the network"
            : $"loss {Numbers.Loss(metrics.TrainingLoss)}");
        foreach (Line item in new[] { MetricsText.Training(metrics), MetricsText.Validation(metrics), MetricsText.ValidationLoss(metrics) })
        {
            if (item.Width > 0)
                line.Add("  ").Add(item);
        }

        if (progress.StepsPerSecond > 0)
            line.Add($"  {Numbers.Count(progress.StepsPerSecond)} steps/s");
        if (progress.Left is { } left && left > TimeSpan.Zero)
            line.Add($"  {Numbers.Clock(left)} left");
        return line;
    }

    private Line Start(string what) => Line.Empty.Add(name is null ? "" : $"{name}  ").AddLeft(what, 14);
}
