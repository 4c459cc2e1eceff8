using System.Diagnostics;
using System.Diagnostics.Metrics;
using Weir.Flow;

namespace Weir.Training;

/// <summary>
/// Tells of a run through .NET's own meters and activities, which OpenTelemetry and <c>dotnet-counters</c> collect: meter and source are
/// called <c>Weir</c>. <c>docs/hosting.md</c> lists the instruments. Where nobody listens it costs a comparison. One for each run.
/// </summary>
public sealed class TrainingTelemetry : ITrainingObserver, IDisposable
{
    /// <summary>The name of the meter and of the source of activities.</summary>
    public const string Name = "Weir";

    private readonly TimeProvider _time;
    private readonly Meter _meter;
    private readonly bool _isOwner;
    private readonly ActivitySource _source = new(Name);
    private readonly Counter<long> _steps, _samples, _epochs;
    private readonly Gauge<double> _loss, _rate, _validationLoss, _accuracy, _fit;
    private readonly Histogram<double> _duration;
    private readonly FlowInstruments _flow;
    private Activity? _run;
    private KeyValuePair<string, object?> _tag;
    private RunInfo? _info;
    private long _told;
    private DateTimeOffset _epochBegan;

    /// <summary>Makes the instruments.</summary>
    /// <param name="meters">What makes and keeps meters in a host. Default null: a meter of its own, which ends with this.</param>
    /// <param name="time">The clock, for when activities begin and end. Default: the system's.</param>
    public TrainingTelemetry(IMeterFactory? meters = null, TimeProvider? time = null)
    {
        _time = time ?? TimeProvider.System;
        (_meter, _isOwner) = meters is null ? (new Meter(Name), true) : (meters.Create(Name), false);
        _steps = _meter.CreateCounter<long>("weir.training.steps", "{step}", "Steps made");
        _samples = _meter.CreateCounter<long>("weir.training.samples", "{sample}", "Samples that steps were made on");
        _epochs = _meter.CreateCounter<long>("weir.training.epochs", "{epoch}", "Epochs that have ended");
        _loss = _meter.CreateGauge<double>("weir.training.loss", "1", "Loss, smoothed over about 50 steps");
        _rate = _meter.CreateGauge<double>("weir.training.rate", "1", "Learning rate");
        _validationLoss = _meter.CreateGauge<double>("weir.training.validation.loss", "1", "Mean loss of the validation part");
        _accuracy = _meter.CreateGauge<double>("weir.training.validation.accuracy", "1", "Share of the validation part classified rightly");
        _fit = _meter.CreateGauge<double>("weir.training.validation.r2", "1", "Share of the validation targets' variance explained");
        _duration = _meter.CreateHistogram<double>("weir.training.epoch.duration", "s", "Time that an epoch took, with its evaluation");
        _flow = new FlowInstruments(_meter);
    }

    /// <inheritdoc/>
    public void OnStart(RunInfo info)
    {
        _info = info;
        _tag = new KeyValuePair<string, object?>("weir.run", info.Name);
        _told = info.ResumedAt;
        _flow.Begin(info.Flow);
        _epochBegan = _time.GetUtcNow();
        _run = _source.StartActivity("weir.train", ActivityKind.Internal, default(ActivityContext), startTime: _epochBegan);
        _run?.SetTag("weir.run", info.Name).SetTag("weir.parameters", info.Parameters).SetTag("weir.steps.total", info.TotalSteps)
            .SetTag("weir.steps.resumed", info.ResumedAt);
    }

    /// <inheritdoc/>
    public void OnPretrained(PretrainedLayer layer)
    {
        _epochBegan = _time.GetUtcNow();
        _run?.AddEvent(new ActivityEvent("weir.pretrained", _epochBegan,
            new ActivityTagsCollection { ["weir.layer"] = layer.Path, ["weir.reconstruction.error"] = layer.Errors[^1] }));
    }

    /// <inheritdoc/>
    public void OnProgress(StepProgress progress)
    {
        Count(progress.Step);
        _loss.Record(progress.Loss, _tag);
        _rate.Record(progress.Rate, _tag);
    }

    /// <inheritdoc/>
    public void OnSample(FlowSample sample) => _flow.Record(sample, _tag);

    /// <inheritdoc/>
    public void OnEpoch(EpochMetrics metrics)
    {
        Count(metrics.Step);
        _epochs.Add(1, _tag);
        _duration.Record(metrics.Seconds, _tag);
        if (metrics.ValidationLoss is { } loss)
            _validationLoss.Record(loss, _tag);
        if (metrics.ValidationAccuracy is { } accuracy)
            _accuracy.Record(accuracy, _tag);
        if (metrics.ValidationR2 is { } fit)
            _fit.Record(fit, _tag);
        Tell(metrics);
    }

    /// <inheritdoc/>
    public void OnEnd(TrainingResult result)
    {
        Count(result.Steps);
        _run?.SetTag("weir.status", result.Status.ToString()).SetTag("weir.steps", result.Steps);
        if (result.Status is TrainingStatus.NonFinite or TrainingStatus.Failed)
            _run?.SetStatus(ActivityStatusCode.Error, result.Message);
        EndRun();
    }

    /// <summary>Ends the source, and the meter where it is this one's own. A run that has not ended is told as failed.</summary>
    public void Dispose()
    {
        _run?.SetStatus(ActivityStatusCode.Error, "the run did not come to its end");
        EndRun();
        _source.Dispose();
        if (_isOwner)
            _meter.Dispose();
    }

    /// <summary>
    /// An epoch is told when it is over, with the time at which it began: one that is broken off leaves nothing half done.
    /// </summary>
    private void Tell(EpochMetrics metrics)
    {
        DateTimeOffset began = _epochBegan, now = _epochBegan = _time.GetUtcNow();
        using Activity? epoch = _source.StartActivity("weir.epoch", ActivityKind.Internal, _run?.Context ?? default, startTime: began);
        epoch?.SetTag("weir.run", _info?.Name).SetTag("weir.epoch", metrics.Epoch).SetTag("weir.step", metrics.Step)
            .SetTag("weir.training.loss", metrics.TrainingLoss).SetTag("weir.training.validation.loss", metrics.ValidationLoss)
            .SetTag("weir.training.validation.accuracy", metrics.ValidationAccuracy).SetEndTime(now.UtcDateTime);
    }

    private void EndRun()
    {
        _run?.SetEndTime(_time.GetUtcNow().UtcDateTime);
        _run?.Dispose();
        _run = null;
    }

    private void Count(long step)
    {
        if (step <= _told)
            return;
        _steps.Add(step - _told, _tag);
        if (_info is { } info)
            _samples.Add(SamplesUpTo(step, info) - SamplesUpTo(_told, info), _tag);
        _told = step;
    }

    /// <summary>The last step of an epoch may be of fewer samples than the others.</summary>
    private static long SamplesUpTo(long step, RunInfo info)
    {
        long epoch = info.Recipe.DropLast ? info.TrainingSamples - (info.TrainingSamples % info.Batch) : info.TrainingSamples;
        long steps = step % info.StepsPerEpoch;
        return (step / info.StepsPerEpoch * epoch) + Math.Min(epoch, steps * info.Batch * info.Recipe.Accumulate);
    }
}
