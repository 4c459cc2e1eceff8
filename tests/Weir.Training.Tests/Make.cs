using Weir.Flow;

namespace Weir.Training.Tests;

/// <summary>Small recipes, and an observer that remembers.</summary>
internal static class Make
{
    /// <summary>60 points on a spiral, 7 steps an epoch: quick, with a last batch that is not full.</summary>
    public static Recipe Small(string optimizer = "{rate: 0.1}", string budget = "epochs: 6", string more = "") => RecipeReader.Parse($$"""
        name: small
        data: {source: spirals, training: 60, validation: 20, test: 20}
        model:
          - {linear: 12, activation: tanh, repeat: 2}
          - linear: outputs
        optimizer: {sgd: {{optimizer}}}
        batch: 9
        {{budget}}
        {{more}}
        """);

    /// <summary>A network with running statistics and masks, 6 steps an epoch.</summary>
    public static Recipe Normalized(string optimizer = "{rate: 0.1}", string budget = "epochs: 3", string more = "") =>
        RecipeReader.Parse($$"""
            name: small
            data: {source: spirals, training: 60, validation: 20, test: 20}
            model: [{linear: 12, activation: relu}, batch-norm, dropout: 0.2, linear: outputs]
            optimizer: {sgd: {{optimizer}}}
            batch: 10
            {{budget}}
            {{more}}
            """);

    public static float[] Buffers(Trainer trainer) => [.. trainer.Model.Buffers.SelectMany(buffer => buffer.Value.ToArray())];

    public static float[] Weights(Trainer trainer) => [.. trainer.Model.Parameters.SelectMany(parameter => parameter.Value.ToArray())];
}

internal sealed class Witness : ITrainingObserver
{
    public List<string> Calls { get; } = [];

    public List<StepProgress> Progress { get; } = [];

    public List<FlowSample> Samples { get; } = [];

    public List<EpochMetrics> Epochs { get; } = [];

    public Action<EpochMetrics>? AtEpoch { get; init; }

    public Action<FlowSample>? AtSample { get; init; }

    public void OnStart(RunInfo info) => Calls.Add("start");

    public void OnProgress(StepProgress progress) => Progress.Add(progress);

    public void OnSample(FlowSample sample)
    {
        Samples.Add(sample);
        AtSample?.Invoke(sample);
    }

    public void OnEpoch(EpochMetrics metrics)
    {
        Calls.Add($"epoch {metrics.Epoch}");
        Epochs.Add(metrics);
        AtEpoch?.Invoke(metrics);
    }

    public void OnEnd(TrainingResult result) => Calls.Add($"end {result.Status}");
}

/// <summary>A clock that moves a fixed time whenever it is asked.</summary>
internal sealed class SteppingClock(TimeSpan step) : TimeProvider
{
    private long _ticks;

    public void Advance(TimeSpan time) => _ticks += time.Ticks;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override long GetTimestamp() => _ticks += step.Ticks;

    public override DateTimeOffset GetUtcNow() => new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero).AddTicks(_ticks);
}
