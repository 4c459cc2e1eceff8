using Weir.Data;

namespace Weir.Training;

/// <content>What a trainer does, once, and how it ends.</content>
public sealed partial class Trainer
{
    private readonly Lock _gate = new();
    private readonly CancellationTokenSource _stop = new();
    private readonly ManualResetEventSlim _idle = new(initialState: true);
    private int _worker;
    private int _released;
    private bool _disposed;
    private bool _ran;

    /// <summary>Makes the steps.</summary>
    /// <param name="observer">Is told of it as it goes, or null.</param>
    /// <param name="cancel">Ends the run after the current step; a checkpoint is written first.</param>
    /// <exception cref="InvalidOperationException">The trainer has run already.</exception>
    public TrainingResult Run(ITrainingObserver? observer = null, CancellationToken cancel = default) => Work(
        "a trainer runs once; start another, or resume the run",
        isLast: true,
        stop => Finished ?? Train(observer, stop),
        cancel);

    /// <summary>
    /// Tries rates from very small to very large, a step each, before the run, and puts network, optimizer and everything else back
    /// afterwards, bit for bit.
    /// </summary>
    /// <param name="options">Which rates, and how many. Default: 100 from 1e-7 to 10.</param>
    /// <param name="progress">Is told of each step, or null.</param>
    /// <param name="cancel">Ends the test after the current step.</param>
    /// <exception cref="InvalidOperationException">The trainer has run already.</exception>
    public RateRangeResult TestRates(RateRangeOptions? options = null, Action<RatePoint>? progress = null,
        CancellationToken cancel = default) => Work(
        "a trainer that has run cannot test rates; start another",
        isLast: false,
        stop =>
        {
            Pretrain(null, stop);
            using BatchLoader loader = new(_data.Training, _batches);
            TrainingStep step = new(Model, Loss, _data.Training, _optimizer, _tape, Info.Recipe.Seed);
            long number = 0;
            return new RateRangeTest(options).Run(_optimizer, () => step.Make(++number, loader.Next()) * LossScale, Model, progress, stop);
        },
        cancel);

    /// <summary>
    /// How well the network does on a part as data has it, not scaled, with the weights that a run's test is taken with: averaged ones
    /// where there are such, unless the best were given back.
    /// </summary>
    internal EvaluationReport Evaluate(Dataset part, OutputReport.SampleRow? each = null)
    {
        Dataset scaled = _unit.Standardizer.ApplyToTargets(_standardizer.Apply(part));
        OutputReport report = new(Signature.Output, _unit.Standardizer, scaled, most: 0, each);
        using (RunState.Stopping is { IsOver: true, Restores: true } ? null : RunState.Average?.Swap())
            return report.With(new Evaluation(_backend, LossScale).Of(Model, Loss, scaled, report.Add));
    }

    /// <summary>
    /// Ends the backend's threads and lets others write the run directory. Where the trainer works on another thread it is stopped first,
    /// as by its token; called by an observer, it is done when the work has stopped.
    /// </summary>
    public void Dispose()
    {
        lock (_gate)
        {
            if (_disposed)
                return;
            _disposed = true;
        }

        _stop.Cancel();
        if (_worker == Environment.CurrentManagedThreadId)
            return;
        _idle.Wait();
        Release();
    }

    private T Work<T>(string tooLate, bool isLast, Func<CancellationToken, T> work, CancellationToken cancel)
    {
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_disposed, this);
            if (_ran || !_idle.IsSet)
                throw new InvalidOperationException(tooLate);
            _ran = isLast;
            _worker = Environment.CurrentManagedThreadId;
            _idle.Reset();
        }

        try
        {
            using CancellationTokenSource either = CancellationTokenSource.CreateLinkedTokenSource(cancel, _stop.Token);
            return work(either.Token);
        }
        finally
        {
            bool disposed;
            lock (_gate)
            {
                _worker = 0;
                disposed = _disposed;
                _idle.Set();
            }

            if (disposed)
                Release();
        }
    }

    private TrainingResult Train(ITrainingObserver? observer, CancellationToken cancel)
    {
        TrainingResult result;
        bool told = false;
        try
        {
            // Observers read what a resumed run has written: what stands behind its checkpoint, whole or damaged, is cut before.
            GoOn();
            told = true;
            observer?.OnStart(Info);
            Pretrain(observer, cancel);
            TrainingLoop loop = new(Info, _options, _data, _batches, _standardizer, _unit, Model, Loss, _optimizer, _tape, _flow, RunState,
                _directory, _from, Signature, _texts, observer);
            result = loop.Run(cancel);
        }
        catch (OperationCanceledException) when (_toPretrain)
        {
            // There is no checkpoint yet, so that a resumed run begins again.
            result = Unbegun(TrainingStatus.Interrupted, "stopped while layers were pre-trained");
        }
        catch (RunException error)
        {
            result = Unbegun(TrainingStatus.Failed, error.Message);
        }
        catch (Exception error)
        {
            _ = Close(null, error.Message);
            throw;
        }

        // What observers keep of the end is there before the run is said to have come to it: one that is killed in between is resumed.
        try
        {
            if (told)
                observer?.OnEnd(result);
        }
        catch (RunException error)
        {
            result = Unkept(result, error);
        }
        finally
        {
            result = Close(result, "")!;
        }

        return result;
    }

    /// <summary>Brings the directory of a resumed run to where it goes on, and says that it does.</summary>
    private void GoOn()
    {
        if (!_resumes)
            return;
        _directory!.GoBackTo(_from, Info.Recipe.Checkpoints.Keep);
        _directory.Write(_record);
    }

    private TrainingResult Unbegun(TrainingStatus status, string message) =>
        new()
        {
            Status = status,
            Message = message,
            Steps = _from?.Step ?? 0,
            Last = _from?.Last,
            Best = _from?.Best,
            Elapsed = TimeSpan.Zero,
            StepsPerSecond = 0
        };

    /// <summary>Pre-trains the layers of a new run, once.</summary>
    private void Pretrain(ITrainingObserver? observer, CancellationToken cancel)
    {
        if (!_toPretrain)
            return;
        GreedyPretraining.Run(Model, _data.Training, Info.Recipe.Pretrain!, _backend, Info.Recipe.Seed, layer =>
            observer?.OnPretrained(layer), cancel);
        // What follows the weights begins from those that there are now.
        RunState = new RunState(Info.Recipe, Model, _backend,
            new RunSpan(Info.TotalSteps, Info.StepsPerEpoch))
        { Decisions = RunState.Decisions };
        _toPretrain = false;
    }

    /// <summary>Writes how the run went: the last thing that is written of it.</summary>
    private TrainingResult? Close(TrainingResult? result, string failure)
    {
        if (_directory is null)
            return result;
        try
        {
            _directory.Checkpoints.Settle();
            RunRecord record = _record.After(result, failure, _options.Time.GetUtcNow());
            _directory.Write(record);
            EndRecord = record;
            return result;
        }
        catch (RunException error)
        {
            return result is null ? null : Unkept(result, error);
        }
        finally
        {
            _directory.Dispose();
        }
    }

    /// <summary>
    /// The result of a run whose end could not be kept. Where the disk is the reason why it ends, the result says so already; else it is
    /// told beside the reason that it has.
    /// </summary>
    private static TrainingResult Unkept(TrainingResult result, RunException error) => result.Status == TrainingStatus.Failed ? result
        : result with
        {
            Status = result.Status == TrainingStatus.Finished ? TrainingStatus.Failed : result.Status,
            Message = result.Message is { } reason ? $"{reason}; {error.Message}" : error.Message,
        };

    private void Release()
    {
        if (Interlocked.Exchange(ref _released, 1) != 0)
            return;
        _flow?.Dispose();
        _directory?.Dispose();
        if (_options.Backend is null)
            (_backend as IDisposable)?.Dispose();
        _stop.Dispose();
        _idle.Dispose();
    }
}
