using Weir.Flow;
using Weir.Training;

namespace Weir.Diagnosis;

/// <summary>Watches a training run and tells of each finding the moment it is sure.</summary>
public sealed class RunWatch : ITrainingObserver
{
    private readonly Judge? _judge;

    /// <summary>Gathers the facts of a run that has not begun.</summary>
    /// <param name="trainer">The run.</param>
    /// <param name="options">Severities and thresholds. Default: those of the rules.</param>
    /// <param name="found">Is told of each finding, once, and again when it has become graver; or null.</param>
    public RunWatch(Trainer trainer, DiagnosisOptions? options = null, Action<Finding>? found = null)
    {
        options ??= new DiagnosisOptions();
        options.Check();
        RunInfo info = trainer.Info;
        if (info.Flow is not { } header)
            return;
        _judge = new Judge(header, options)
        {
            Setup = SetupReader.Read(info.Recipe, info.TrainingSamples, info.Outputs, info.Classification),
            Data = DataReader.Read(trainer.Data, info.Recipe.Loss.Loss(), info.Recipe.Seed, thorough: false),
            Network = NetworkReader.Read(trainer.Model, header),
            Found = found,
        };
    }

    /// <summary>What was found so far: causes first, each followed by its consequences. Empty where the flow is not measured.</summary>
    public IReadOnlyList<Finding> Findings => _judge?.Findings ?? [];

    /// <inheritdoc/>
    public void OnStart(RunInfo info) => _judge?.Start();

    /// <inheritdoc/>
    public void OnProgress(StepProgress progress)
    {
    }

    /// <inheritdoc/>
    public void OnSample(FlowSample sample) => _judge?.Add(sample);

    /// <inheritdoc/>
    public void OnEpoch(EpochMetrics metrics) => _judge?.Add(metrics);

    /// <inheritdoc/>
    public void OnEnd(TrainingResult result) => _judge?.End(new EndFacts(result.Status == TrainingStatus.NonFinite, result.Steps));
}
