using TorchSharp;
using Weir.Diagnosis;
using Weir.Flow;
using Weir.Training;
using static TorchSharp.torch;

namespace Weir.TorchSharp;

/// <summary>Follows a training step by step: which are measured, what is written, what is judged.</summary>
internal sealed class RunRecorder : IDisposable
{
    private readonly FlowWatchOptions _options;
    private readonly SamplingPlan _plan;
    private readonly MeasuringBudget _budget;
    private readonly DataSamples _data = new();
    private readonly SetupGatherer _setup;
    private readonly StepMeasure _measure;
    private readonly RunFolder _folder;
    private readonly OutputHook? _loss;
    private readonly LossMean _losses = new();
    private long _step, _steps;
    private double? _normBefore;
    private bool _isSampled, _hasSamples, _hasWarned;
    private Func<DataFacts?>? _dataFacts;

    /// <summary>Begins.</summary>
    /// <param name="model">The network.</param>
    /// <param name="optimizers">What moves it.</param>
    /// <param name="options">Where and how.</param>
    /// <param name="guard">Wraps what the network calls.</param>
    public RunRecorder(nn.Module model, IReadOnlyList<optim.Optimizer> optimizers, FlowWatchOptions options, Action<Action> guard)
    {
        _options = options;
        _plan = new SamplingPlan(options.Sampling);
        _budget = new MeasuringBudget(_plan, options.Share, options.Time);
        _setup = new SetupGatherer(optimizers, options);
        _measure = new StepMeasure(model, options, _data, () => _setup.Rate, work => _budget.Spend(() => guard(work)));
        _folder = new RunFolder(options, _measure.Parameters);
        Diagnosis = new LiveDiagnosis(options);
        _loss = options.Loss is null ? null : OutputHook.On(options.Loss, (inputs, _) => guard(() => OnLoss(inputs)));
        _loss?.Attach();
        Begin();
    }

    public string Directory => _folder.Root;

    public LiveDiagnosis Diagnosis { get; }

    /// <summary>A step has been made.</summary>
    public void Step(Tensor loss)
    {
        using Tensor value = loss.detach();
        _losses.Add(value);
        End(() => value.ToDouble());
    }

    /// <summary>A step has been made.</summary>
    public void Step(double loss)
    {
        _losses.Add(loss);
        End(() => loss);
    }

    public void Show(Tensor inputs, Tensor targets)
    {
        if (!Diagnosis.IsWaiting || _data.IsFull)
            return;
        using IDisposable quiet = no_grad();
        using DisposeScope scope = NewDisposeScope();
        _data.SeeInputs(inputs);
        _data.SeeTargets(targets);
    }

    public void Clip(double limit, double? norm) => (_setup.ClipNorm, _normBefore) = (limit, norm);

    public void Scale(double scale) => _measure.LossScale = scale;

    /// <summary>The step was left out: the next pass is measured in its place.</summary>
    public void Skip()
    {
        if (_isSampled)
            _measure.Restart();
    }

    public void Validate(double? loss, double? accuracy, double? r2, double? trainingAccuracy)
    {
        double training = _losses.Take();
        Diagnosis.Add(_folder.Append((epoch, seconds) => new EpochMetrics
        {
            Epoch = epoch,
            Step = _steps,
            TrainingLoss = training,
            TrainingAccuracy = trainingAccuracy,
            ValidationLoss = loss,
            ValidationAccuracy = accuracy,
            ValidationR2 = r2,
            Seconds = seconds,
        }));
    }

    /// <summary>Ends the run's files.</summary>
    public void End(string status, string? reason)
    {
        _measure.Detach();
        if (status == "finished" && _losses.FirstFailure is { } failed)
            (status, reason) = ("nonFinite", $"the loss of step {failed} is not a finite number");
        Diagnosis.Finish();
        _folder.End(status, reason, _steps);
        if (_measure.Header is not { } header || !_hasSamples)
            return;
        RunFacts facts = new(SetupFacts(ended: true), DataFacts()(), _measure.Network);
        _folder.Write(facts);
        Verdict verdict = Diagnosis.End(() => DiagnosedRun.Read(_folder.Root, _options.Diagnosis).Verdict);
        _folder.Write(header, _steps, verdict);
    }

    public void Dispose()
    {
        _loss?.Detach();
        _measure.Dispose();
        _losses.Dispose();
        _folder.Dispose();
    }

    private void Begin()
    {
        _step++;
        _normBefore = null;
        _isSampled = _plan.IsSampled(_step);
        if (!_isSampled)
            return;
        bool histograms = HistogramPlan.IsTaken(_options.Sampling.HistogramGrowth, _plan.Previous, _step);
        _budget.Spend(() => _measure.Attach(_step, histograms));
    }

    private void End(Func<double> loss)
    {
        _setup.Count();
        _steps = _step;
        if (_isSampled)
        {
            _budget.Spend(() => Sample(loss()));
            _budget.Postpone(_step);
        }

        Begin();
    }

    private void Sample(double loss)
    {
        FlowSample? sample = _measure.End(loss, _normBefore);
        if (_measure.IsSeen)
            _setup.EvaluationSince = _measure.IsEvaluating ? _setup.EvaluationSince ?? _step : null;
        if (sample is null)
        {
            Warn("the gradients were gone when the step was told of, so that it could not be measured; "
                + "call Step between optimizer.step() and zero_grad()");
            return;
        }

        TraceHeader header = _measure.Header!;
        if (_options.Activations && header.Layers.Count == 0)
            Warn("no layer was seen; modules are seen where they are used by call(…), not by forward(…)");
        _folder.Write(header, sample);
        // Whoever diagnoses the run before its data have been seen knows the rest.
        if (!_hasSamples)
            _folder.Write(new RunFacts(SetupFacts(ended: false), null, _measure.Network));
        _hasSamples = true;
        Diagnosis.Add(header, sample);
        if (Diagnosis.IsWaiting && (Diagnosis.IsDue || _data.IsFull || !double.IsFinite(loss)))
            Judge(header);
    }

    private void Judge(TraceHeader header)
    {
        SetupFacts setup = SetupFacts(ended: false);
        Func<DataFacts?> data = DataFacts();
        NetworkFacts? network = _measure.Network;
        Diagnosis.Begin(header, () =>
        {
            RunFacts facts = new(setup, data(), network);
            _folder.Write(facts);
            return facts;
        });
    }

    // What was seen of the data when it was first asked for: later batches change nothing in it.
    private Func<DataFacts?> DataFacts()
    {
        if (_dataFacts is null)
        {
            Lazy<DataFacts?> facts = new(_data.Prepare(_setup.Loss, Outputs, _options.Samples));
            _dataFacts = () => facts.Value;
        }

        return _dataFacts;
    }

    private SetupFacts SetupFacts(bool ended) => _setup.Facts(_measure.Header!.Batch, Outputs, _data.AreClasses, ended);

    private int Outputs => _data.Outputs ?? _measure.Header?.Layers.LastOrDefault(layer => layer.HasWeights)?.Units ?? 1;

    private void OnLoss(object?[] inputs)
    {
        if (!is_grad_enabled() || !Diagnosis.IsWaiting || inputs is not [Tensor outputs, Tensor targets, ..])
            return;
        using IDisposable quiet = no_grad();
        using DisposeScope scope = NewDisposeScope();
        _data.SeeLoss(outputs, targets);
    }

    private void Warn(string what)
    {
        if (!_hasWarned)
            _options.Warn($"weir: {what}");
        _hasWarned = true;
    }
}
