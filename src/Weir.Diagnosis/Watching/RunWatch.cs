using Weir.Flow;
using Weir.Training;

namespace Weir.Diagnosis;

/// <summary>
/// Watches a training run and tells of each finding the moment it is sure. A run that is kept on disk gets <c>facts.json</c> at its start and
/// <c>findings.json</c> whenever what is found changes.
/// </summary>
public sealed class RunWatch : ITrainingObserver
{
    private readonly Judge? _judge;
    private readonly RunFacts? _facts;
    private readonly RunInfo _info;
    private readonly Action<Finding>? _found;
    private bool _replaying;
    private long _step;

    /// <summary>Gathers the facts of a run that has not begun.</summary>
    /// <param name="trainer">The run.</param>
    /// <param name="options">Severities and thresholds. Default: what the recipe says.</param>
    /// <param name="found">Is told of each finding, once, and again when it has become graver; or null.</param>
    /// <exception cref="RecipeException">The recipe names a diagnostic or threshold that does not exist.</exception>
    public RunWatch(Trainer trainer, DiagnosisOptions? options = null, Action<Finding>? found = null)
    {
        _info = trainer.Info;
        _found = found;
        options ??= DiagnosisOptions.Of(_info.Recipe);
        options.Check();
        if (_info.Flow is not { } header)
            return;
        // The weights of a resumed run are not its first ones: what was known at its start is kept.
        _facts = Kept() ?? new RunFacts(
            SetupReader.Read(_info.Recipe, _info.TrainingSamples, _info.Outputs, _info.Classification),
            DataReader.Read(trainer.Data, _info.Recipe.Loss.Loss(), _info.Recipe.Seed, thorough: false),
            NetworkReader.Read(trainer.Model, header, thorough: false));
        _judge = new Judge(header, options) { Setup = _facts.Setup, Data = _facts.Data, Network = _facts.Network, Found = Tell };
    }

    /// <summary>What was found so far: causes first, each followed by its consequences. Empty where the flow is not measured.</summary>
    public IReadOnlyList<Finding> Findings => _judge?.Findings ?? [];

    /// <inheritdoc/>
    public void OnStart(RunInfo info)
    {
        if (_judge is null)
            return;
        if (_info.Directory is { } directory && _facts is not null)
            FactsFile.Write(Path.Combine(directory, FactsFile.Name), _facts);
        _replaying = _info.ResumedAt > 0;
        _judge.Start();
        Replay();
        _replaying = false;
        Keep();
    }

    /// <inheritdoc/>
    public void OnProgress(StepProgress progress)
    {
    }

    /// <inheritdoc/>
    public void OnSample(FlowSample sample)
    {
        _step = sample.Step;
        _judge?.Add(sample);
    }

    /// <inheritdoc/>
    public void OnEpoch(EpochMetrics metrics)
    {
        _step = metrics.Step;
        _judge?.Add(metrics);
    }

    /// <inheritdoc/>
    public void OnEnd(TrainingResult result)
    {
        _step = result.Steps;
        _judge?.End(new EndFacts(result.Status == TrainingStatus.NonFinite, result.Steps));
        Keep();
    }

    private RunFacts? Kept()
    {
        if (_info is not { ResumedAt: > 0, Directory: { } directory })
            return null;
        string file = Path.Combine(directory, FactsFile.Name);
        RunFacts? facts = File.Exists(file) ? FactsFile.Read(file) : null;
        // Its budget may have been raised since.
        return facts is null ? null : facts with { Setup = SetupReader.Read(_info.Recipe, _info.TrainingSamples, _info.Outputs, _info.Classification) };
    }

    /// <summary>What a resumed run has seen before it was interrupted.</summary>
    private void Replay()
    {
        if (_info is not { ResumedAt: > 0, Directory: { } directory } || _judge is null)
            return;
        string flow = Path.Combine(directory, "flow.jsonl");
        IReadOnlyList<EpochMetrics> epochs = RunDirectory.ReadMetrics(directory);
        Diagnosis.Replay(_judge, File.Exists(flow) ? TraceReader.Read(flow).Samples : [], epochs);
        _step = _info.ResumedAt;
    }

    private void Tell(Finding finding)
    {
        if (_replaying)
            return;
        Keep();
        _found?.Invoke(finding);
    }

    private void Keep()
    {
        if (_info is not { Directory: { } directory, Flow: { } header })
            return;
        try
        {
            FindingsFile.Write(Path.Combine(directory, FindingsFile.Name), new FindingsSubject(_info.Name, "recipe.yaml", _step, header), Findings);
        }
        catch (IOException)
        {
            // A full disk ends the run with its own message; a file that can be made again from the trace must not.
        }
    }
}
