using Weir.Data;
using Weir.Nn;
using Weir.Tensors;

namespace Weir.Training;

/// <summary>The steps of a run, with what is done between them.</summary>
internal sealed partial class TrainingLoop
{
    private readonly RunInfo _info;
    private readonly TrainerOptions _options;
    private readonly DataSplit _data;
    private readonly BatchOptions _batches;
    private readonly Standardizer _standardizer;
    private readonly TargetUnit _unit;
    private readonly Module _model;
    private readonly Optimizer _optimizer;
    private readonly RunDirectory? _directory;
    private readonly ITrainingObserver? _observer;
    private readonly Tape _tape;
    private readonly Loss _loss;
    private readonly FlowMeter? _flow;
    private readonly RunState _state;
    private readonly TrainingStep _training;
    private readonly OutputReading _reading;
    private readonly OutputScore _score;
    private readonly Progress _progress;
    private readonly Evaluation _evaluation;
    private readonly long _first;
    private readonly BatchPosition _start;
    private readonly ModelSignature _signature;
    private readonly IReadOnlyDictionary<string, string> _texts;

    private long _step;
    private double _lossSum;
    private long _epoch;
    private double _epochSeconds;
    private long _epochStarted;
    private EpochMetrics? _last;
    private EpochMetrics? _best;
    private long _saved = -1;
    private long? _failed;

    /// <summary>The last step with a checkpoint of a network that was well; 0 for none.</summary>
    private long _healthy;
    private double? _minutesUp;

    public TrainingLoop(
        RunInfo info, TrainerOptions options, DataSplit data, BatchOptions batches, Standardizer standardizer, TargetUnit unit,
            Module model, Loss loss,
        Optimizer optimizer, Tape tape, FlowMeter? flow, RunState state, RunDirectory? directory, Checkpoint? from,
            ModelSignature signature, IReadOnlyDictionary<string, string> texts, ITrainingObserver? observer)
    {
        (_info, _options, _data, _batches, _standardizer, _unit, _model, _optimizer, _tape, _flow, _state, _directory, _observer) =
            (info, options, data, batches, standardizer, unit, model, optimizer, tape, flow, state, directory, observer);
        (_loss, _signature, _texts) = (loss, signature, texts);
        _reading = new OutputReading(signature.Output, unit.Standardizer);
        _score = new OutputScore(_reading, data.Training, info.Batch);
        _training = new TrainingStep(model, _loss, data.Training, optimizer, tape, info.Recipe.Seed)
        {
            Recorder = flow?.Recorder,
            OnOutput = _score.Add,
            Penalty = info.Recipe.GradientPenalty,
        };
        _progress = new Progress(options.Time, options.ProgressEvery);
        _evaluation = new Evaluation(tape.Backend, unit.LossScale);
        if (from is null)
            return;
        (_step, _first, _start) = (from.Step, from.Step, from.Position);
        (_lossSum, _score.Samples, _score.Right, _score.Ignored) = (from.LossSum, from.Samples, from.Right, from.Ignored);
        _epochSeconds = from.Seconds;
        (_last, _best) = (from.Last, from.Best);
        _progress.Smoothed = (from.SmoothedSum, from.SmoothedWeight);
        (_saved, _healthy) = (from.Step, from.LastHealthy);
        // A budget that was changed since counts anew.
        _minutesUp = from.MinutesUp == info.Recipe.Budget.Minutes ? from.MinutesUp : null;
    }

    /// <summary>Makes the steps that are left, and what comes behind them.</summary>
    public TrainingResult Run(CancellationToken cancel)
    {
        using BatchLoader loader = new(_data.Training, _batches, _start);
        _epochStarted = _options.Time.GetTimestamp();
        (TrainingStatus status, string? message) = (TrainingStatus.Finished, null);
        (EvaluationMetrics? test, EpochMetrics? restored) = (null, null);
        try
        {
            (status, message) = Steps(loader, cancel);
            if (status != TrainingStatus.NonFinite && _saved != _step && Save(loader.Position, isBest: false) is { } fault)
                (status, message) = (TrainingStatus.NonFinite, fault);
            if (status == TrainingStatus.Finished)
            {
                message = Unmoved() is not { } unmoved ? message : message is null ? unmoved : $"{message}; {unmoved}";
                (test, restored) = End();
                if (NotFinite(test, restored) is { } wrong)
                    (status, message) = (TrainingStatus.NonFinite, message is null ? wrong : $"{message}; {wrong}");
            }
        }
        catch (RunException error)
        {
            (status, message) = (TrainingStatus.Failed, error.Message);
        }

        TimeSpan training = _progress.Training;
        Report();
        return new TrainingResult
        {
            Status = status,
            Message = message,
            Last = _last,
            Best = _best,
            Restored = restored,
            FailedStep = status == TrainingStatus.NonFinite ? _failed : null,
            Steps = _step,
            Elapsed = _progress.Elapsed,
            StepsPerSecond = training > TimeSpan.Zero ? (_step - _first) / training.TotalSeconds : 0,
            Test = test,
        };
    }

    private (TrainingStatus Status, string? Message) Steps(BatchLoader loader, CancellationToken cancel)
    {
        CheckpointRecipe kept = _info.Recipe.Checkpoints;
        while (_step < _info.TotalSteps)
        {
            if (cancel.IsCancellationRequested || _step >= _options.PauseAt)
                return (TrainingStatus.Interrupted, $"stopped after step {_step}");
            if (_state.Stopping is { IsOver: true } stopping)
                return (TrainingStatus.Finished, stopping.Reason);
            if (IsTimeUp())
                return (TrainingStatus.Finished, $"the time of {_minutesUp} minutes was up after step {_step}");
            BatchPosition before = loader.Position;
            if (_state.Skips(_step + 1))
            {
                Skip(loader);
                _step++;
            }
            else
            {
                double loss = Step(loader);
                if (!double.IsFinite(loss))
                {
                    _failed = _step + 1;
                    return (TrainingStatus.NonFinite,
                        SetAside($"the loss of step {_step + 1} is {loss}: training stopped before its update", before));
                }

                _step++;
                if (_progress.Add(loss))
                    Report();
            }

            bool epochEnds = loader.Position.Index == 0, best = false;
            if (epochEnds || _step == _info.TotalSteps)
                best = EndEpoch(_epoch);
            bool due = epochEnds && (loader.Position.Epoch % kept.Every == 0);
            if ((due || best || (kept.EverySteps is { } every && _step % every == 0)) && Save(loader.Position, best) is { } fault)
                return (TrainingStatus.NonFinite, fault);
        }

        return _state.Stopping is { IsOver: true } over ? (TrainingStatus.Finished, over.Reason) : (TrainingStatus.Finished, null);
    }

    /// <summary>
    /// Whether the time is up. A checkpoint that was written since then says so: a run that is killed in its ending has that alone left.
    /// </summary>
    private bool IsTimeUp()
    {
        if (_minutesUp is null && _info.Recipe.Budget.Minutes is { } minutes && _progress.Elapsed.TotalMinutes >= minutes)
            (_minutesUp, _saved) = (minutes, -1);
        return _minutesUp is not null;
    }

    /// <summary>Passes over the batches of a step that is made without them.</summary>
    private void Skip(BatchLoader loader)
    {
        for (int number = 1; ; number++)
        {
            _epoch = loader.Next().Epoch;
            if (number == _info.Recipe.Accumulate || loader.Position.Index == 0)
                return;
        }
    }

    /// <summary>
    /// One step, of one batch or several; nothing here allocates. A loss that is not finite ends it before anything is moved.
    /// </summary>
    private double Step(BatchLoader loader)
    {
        _optimizer.Rate = _state.RateOf(_step + 1);
        _training.Begin(_step + 1);
        int batches = _info.Recipe.Accumulate, samples = 0;
        double sum = 0;
        for (int number = 1; ; number++)
        {
            Batch batch = loader.Next();
            _epoch = batch.Epoch;
            // A step does not reach beyond the end of its epoch; its last batch is the one that is measured.
            bool isLast = number == batches || loader.Position.Index == 0;
            // Batches of unlike size weigh by their samples.
            double loss = _training.Add(batch, batches == 1 ? 1 : (float)batch.Count / _info.Batch, isLast) * _unit.LossScale;
            if (!double.IsFinite(loss))
            {
                Fail(batch, loss);
                return loss;
            }

            sum += loss * batch.Count;
            samples += batch.Count;
            if (!isLast)
                continue;
            loss = number == 1 ? loss : sum / samples;
            _training.Update(loss, batches == 1 ? 1 : (double)_info.Batch / samples);
            _state.Average?.Update();
            _lossSum += sum;
            if (_training.Sample is { } sample)
                _flow!.Keep(sample, batch, _directory, _observer);
            return loss;
        }
    }

    /// <summary>Measures what led to a loss that is not finite.</summary>
    private void Fail(Batch batch, double loss)
    {
        _model.BeginStep(_info.Recipe.Seed, _step + 1);
        _flow?.Fail(_step + 1, loss, batch, _training.IsSampled, () => _model.Apply(_tape.Input(batch.InputShape, batch.Inputs)),
            _directory, _observer);
    }

    /// <summary>Takes the metrics of an epoch.</summary>
    /// <returns>Whether it is the best so far and is to be kept as such.</returns>
    private bool EndEpoch(long epoch)
    {
        EvaluationMetrics? validation = _data.Validation is { Count: > 0 } part ? _progress.Aside(() => Evaluate(part)) : null;
        long now = _options.Time.GetTimestamp();
        _last = new EpochMetrics
        {
            Epoch = (int)epoch + 1,
            Step = _step,
            TrainingLoss = _lossSum / _score.Samples,
            TrainingAccuracy = _score.Accuracy,
            ValidationLoss = validation?.Loss,
            ValidationAccuracy = validation?.Accuracy,
            ValidationR2 = validation?.R2,
            ValidationIou = validation?.MeanIou,
            Seconds = _epochSeconds + _options.Time.GetElapsedTime(_epochStarted, now).TotalSeconds,
        };
        _lossSum = _epochSeconds = 0;
        _score.Clear();
        _epochStarted = now;
        bool best = _last.IsBetterThan(_best);
        if (best)
            _best = _last;
        _state.Observe(_last);
        _directory?.Append(_last);
        // The pace that is told beside an epoch is that of its steps.
        Report();
        _observer?.OnEpoch(_last);
        return best && _info.Recipe.Checkpoints.Best;
    }

    /// <summary>How well the network does, with its averaged weights where there are such.</summary>
    private EvaluationMetrics Evaluate(Dataset part)
    {
        using (_state.Average?.Swap())
        {
            OutputScore score = new(_reading, part, Evaluation.BatchOf(part));
            return score.With(_evaluation.Of(_model, _loss, part, score.Add));
        }
    }

    private void Report() => _observer?.OnProgress(_progress.Report(_step, _first, _info, _optimizer.Rate));
}
