namespace Weir.Training;

/// <content>What comes behind the steps.</content>
internal sealed partial class TrainingLoop
{
    /// <summary>What comes behind the steps: the best weights, if they are wanted, and the test.</summary>
    private (EvaluationMetrics? Test, EpochMetrics? Restored) End()
    {
        EpochMetrics? restored = null;
        if (_state.Stopping is { IsOver: true, Restores: true } stopping)
        {
            stopping.Restore();
            restored = stopping.Best;
        }

        if (_data.Test is not { Count: > 0 } part)
            return (null, restored);
        // The weights that were given back are what is asked about, and not an average of later ones.
        using (restored is null ? _state.Average?.Swap() : null)
        {
            OutputScore score = new(_reading, part, Evaluation.BatchOf(part));
            OutputReport report = new(_signature.Output, _unit.Standardizer, part);
            double loss = _evaluation.Of(_model, _loss, part, score.Add, report.Add);
            _directory?.WriteTest(report.With(loss));
            return (score.With(loss), restored);
        }
    }

    /// <summary>That no step moved the network, of the run or of its last epoch, since all were made without their batches.</summary>
    private string? Unmoved() => _step > 0 && _state.SkippedUpTo(_step) == _step
        ? $"no step moved the network: {(_step == 1 ? "its only step was" : $"all {_step} were")} made without a batch (--skip-batch)"
        : _last is { } last && last.Step == _step && double.IsNaN(last.TrainingLoss)
        ? $"no step of epoch {last.Epoch}, the last, moved the network: all were made without a batch (--skip-batch)" : null;

    // All steps are made: no batch is left that could be made otherwise.
    private string WayBack() => _directory is null || _healthy == 0 || _healthy == _step ? ""
        : $"; step {_healthy} has the last checkpoint from before a validation that was not finite: remove those behind it in "
            + $"{_directory.Checkpoints.Folder}, and 'weir resume' goes on from there, with --rate-factor 0.1 at a tenth of the rate";

    /// <summary>
    /// What of a network that has made all its steps is not finite; null where it is well. Its last update was followed by no loss that
    /// could tell.
    /// </summary>
    private string? NotFinite(EvaluationMetrics? test, EpochMetrics? restored)
    {
        _failed = _step;
        if (ExplodedParameter() is { } parameter)
            return $"the update of step {_step} made {parameter} infinite or not a number";
        if ((restored ?? _last)?.ValidationLoss is { } validation && !double.IsFinite(validation))
            return $"the validation loss after step {_step} is {validation}{WayBack()}";
        if (test is not null && !double.IsFinite(test.Loss))
            return $"the loss of the test part after step {_step} is {test.Loss}";
        if (test is null && _data.Validation is not { Count: > 0 })
        {
            double loss = Evaluate(_data.Training.Take(Math.Min(_info.Batch, _data.Training.Count))).Loss;
            return double.IsFinite(loss) ? null : $"the loss after the last update, of step {_step}, is {loss}";
        }

        return null;
    }
}
