using Microsoft.Extensions.Logging;
using Weir.Diagnosis;
using Weir.Flow;
using Weir.Training;

namespace Weir.Hosting;

/// <summary>
/// Writes a run to a logger: its start, pre-trained layers, epochs and end as information, samples of the flow as debug, a loss that is no
/// longer finite and a run that failed as errors, and what a <see cref="RunWatch"/> finds by its severity. One for each run.
/// </summary>
/// <param name="logger">Where it is written.</param>
public sealed class TrainingLog(ILogger logger) : ITrainingObserver
{
    // Findings come from a thread of their own.
    private volatile RunInfo? _info;

    private string Run => _info?.Name ?? "";

    /// <inheritdoc/>
    public void OnStart(RunInfo info)
    {
        _info = info;
        if (info.ResumedAt > 0)
            logger.Resumed(info.Name, info.ResumedAt, info.TotalSteps);
        else
            logger.Started(info.Name, info.Parameters, info.TrainingSamples, info.Epochs, info.StepsPerEpoch, info.Batch, info.Backend,
                info.Threads);
        foreach (string remark in info.Remarks)
            logger.Remarked(info.Name, remark);
    }

    /// <inheritdoc/>
    public void OnPretrained(PretrainedLayer layer) =>
        logger.Pretrained(Run, layer.Path, layer.Number, layer.Count, layer.Errors[0], layer.Errors[^1]);

    /// <inheritdoc/>
    public void OnProgress(StepProgress progress)
    {
    }

    /// <inheritdoc/>
    public void OnSample(FlowSample sample) =>
        logger.Sampled(Run, sample.Step, sample.Loss, sample.Rate, sample.GradientNorm, sample.Attenuation);

    /// <inheritdoc/>
    public void OnEpoch(EpochMetrics metrics)
    {
        int epochs = _info?.Epochs ?? metrics.Epoch;
        if (metrics is { ValidationLoss: { } lossOfClasses, ValidationAccuracy: { } accuracy })
            logger.EpochOfClasses(Run, metrics.Epoch, epochs, metrics.TrainingLoss, lossOfClasses, accuracy, metrics.Seconds);
        else if (metrics is { ValidationLoss: { } lossOfValues, ValidationR2: { } fit })
            logger.EpochOfValues(Run, metrics.Epoch, epochs, metrics.TrainingLoss, lossOfValues, fit, metrics.Seconds);
        else if (metrics.ValidationLoss is { } loss)
            logger.EpochValidated(Run, metrics.Epoch, epochs, metrics.TrainingLoss, loss, metrics.Seconds);
        else
            logger.EpochEnded(Run, metrics.Epoch, epochs, metrics.TrainingLoss, metrics.Seconds);
    }

    /// <inheritdoc/>
    public void OnEnd(TrainingResult result)
    {
        switch (result.Status)
        {
            case TrainingStatus.Finished:
                logger.Finished(Run, result.Steps, result.Elapsed.TotalSeconds, result.StepsPerSecond);
                if (result.Test is { } test)
                    logger.Tested(Run, test.Loss, test.Accuracy ?? test.R2);
                break;
            case TrainingStatus.Interrupted:
                logger.Interrupted(Run, result.Steps, _info?.Directory is null ? "it has no run directory and cannot be resumed"
                    : "it can be resumed", result.Message);
                break;
            case TrainingStatus.NonFinite:
                logger.NonFinite(Run, result.FailedStep ?? result.Steps, result.Message);
                break;
            default:
                logger.Failed(Run, result.Steps, result.Message);
                break;
        }
    }

    /// <summary>Writes a finding: an error as an error, a warning as a warning, else as information. Give it to a
    /// <see cref="RunWatch"/>.</summary>
    /// <param name="finding">The finding.</param>
    public void OnFinding(Finding finding) => logger.Found(
        finding.Severity switch
        {
            Severity.Error => LogLevel.Error,
            Severity.Warning => LogLevel.Warning,
            Severity.Information => LogLevel.Information,
            _ => LogLevel.None,
        },
        Run,
        finding.Diagnostic.Code,
        finding.Diagnostic.Title,
        finding.Step,
        finding.Message);
}
