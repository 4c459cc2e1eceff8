using System.Diagnostics;
using System.Diagnostics.Metrics;
using Weir.Flow;
using Weir.Training;

namespace Weir.Pages;

/// <summary>
/// Tells of a run through .NET's own meters and activities, which OpenTelemetry and <c>dotnet-counters</c> collect: meter and source are
/// called
/// <c>Weir</c>. Where nobody listens it costs a comparison.
/// </summary>
public sealed class TrainingTelemetry : ITrainingObserver, IDisposable
{
    /// <summary>The name of the meter and of the source of activities.</summary>
    public const string Name = "Weir";

    private readonly Meter _meter = new(Name);
    private readonly ActivitySource _source = new(Name);
    private readonly Counter<long> _steps;
    private readonly Gauge<double> _loss, _rate, _norm, _attenuation, _validation;
    private Activity? _run;
    private KeyValuePair<string, object?> _tag;
    private long _told;

    /// <summary>
    /// Makes the instruments: <c>weir.steps</c>, <c>weir.loss</c>, <c>weir.rate</c>, <c>weir.gradient.norm</c>, <c>weir.attenuation</c> and
    /// <c>weir.validation.loss</c>, each with the tag <c>run</c>.
    /// </summary>
    public TrainingTelemetry()
    {
        _steps = _meter.CreateCounter<long>("weir.steps", "{step}", "Steps made");
        _loss = _meter.CreateGauge<double>("weir.loss", null, "Loss of the step's batch at sampled steps");
        _rate = _meter.CreateGauge<double>("weir.rate", null, "Learning rate");
        _norm = _meter.CreateGauge<double>("weir.gradient.norm", null, "Norm of all gradients before clipping");
        _attenuation = _meter.CreateGauge<double>("weir.attenuation", null,
            "Decades per layer that the gradient loses (below 0) or gains on its way to the input");
        _validation = _meter.CreateGauge<double>("weir.validation.loss", null, "Mean loss of the validation part");
    }

    /// <inheritdoc/>
    public void OnStart(RunInfo info)
    {
        _tag = new KeyValuePair<string, object?>("run", info.Name);
        _told = info.ResumedAt;
        _run = _source.StartActivity("train");
        _run?.SetTag("weir.run", info.Name).SetTag("weir.parameters", info.Parameters).SetTag("weir.steps.total", info.TotalSteps);
    }

    /// <inheritdoc/>
    public void OnProgress(StepProgress progress) => Count(progress.Step);

    /// <inheritdoc/>
    public void OnSample(FlowSample sample)
    {
        Count(sample.Step);
        _loss.Record(sample.Loss, _tag);
        _rate.Record(sample.Rate, _tag);
        _norm.Record(sample.GradientNorm, _tag);
        if (sample.Attenuation is { } attenuation)
            _attenuation.Record(attenuation, _tag);
    }

    /// <inheritdoc/>
    public void OnEpoch(EpochMetrics metrics)
    {
        Count(metrics.Step);
        if (metrics.ValidationLoss is { } loss)
            _validation.Record(loss, _tag);
        _run?.AddEvent(new ActivityEvent("epoch", default,
            new ActivityTagsCollection { ["weir.epoch"] = metrics.Epoch, ["weir.loss"] = metrics.TrainingLoss }));
    }

    /// <inheritdoc/>
    public void OnEnd(TrainingResult result)
    {
        Count(result.Steps);
        _run?.SetTag("weir.status", result.Status.ToString());
        if (result.Status is TrainingStatus.NonFinite or TrainingStatus.Failed)
            _run?.SetStatus(ActivityStatusCode.Error, result.Message);
        _run?.Dispose();
        _run = null;
    }

    /// <summary>Ends the meter and the source.</summary>
    public void Dispose()
    {
        _run?.Dispose();
        _source.Dispose();
        _meter.Dispose();
    }

    private void Count(long step)
    {
        if (step <= _told)
            return;
        _steps.Add(step - _told, _tag);
        _told = step;
    }
}
