using Weir.Data;
using Weir.Nn;

namespace Weir.Training;

/// <content>Checkpoints, and what is done where there can be none.</content>
internal sealed partial class TrainingLoop
{
    /// <summary>Writes a checkpoint, unless the last update has made the network one that nobody could go on from.</summary>
    /// <returns>What is wrong then; null where it is written.</returns>
    private string? Save(BatchPosition position, bool isBest)
    {
        if (_directory is null)
            return null;
        if (ExplodedParameter() is { } parameter)
        {
            _failed = _step;
            return SetAside($"the update of step {_step} made {parameter} infinite or not a number", position);
        }

        Checkpoint checkpoint = CheckpointAt(position);
        if (checkpoint.IsHealthy)
            _healthy = _step;
        else
            checkpoint = checkpoint with { HealthyStep = _healthy };
        _progress.Aside(() =>
        {
            _directory.Save(_step, _info.Recipe.Checkpoints.Keep, _healthy, isBest, ContentOf(checkpoint).Write);
            return true;
        });
        _saved = _step;
        return null;
    }

    private Checkpoint CheckpointAt(BatchPosition position) => new()
    {
        Step = _step,
        Epoch = position.Epoch,
        BatchIndex = position.Index,
        Seed = _info.Recipe.Seed,
        Rate = _optimizer.Rate,
        LossSum = _lossSum,
        Samples = _score.Samples,
        Right = _score.Right,
        Ignored = _score.Ignored,
        Seconds = _epochSeconds + _options.Time.GetElapsedTime(_epochStarted).TotalSeconds,
        SmoothedSum = _progress.Smoothed.Sum,
        SmoothedWeight = _progress.Smoothed.Weight,
        Last = _last,
        Best = _best,
        Plateau = _state.Schedule.Adaptive?.State,
        Stopping = _state.Stopping?.Numbers,
        StoppingBest = _state.Stopping?.Best,
        MinutesUp = _minutesUp,
    };

    private SafetensorsContent ContentOf(Checkpoint checkpoint) =>
        checkpoint.Content(_model, _optimizer, _standardizer, _unit.Standardizer, _state.Tensors(_flow?.State()), _texts);

    /// <summary>Keeps a network that is no longer finite apart from the checkpoints, and says what can be done.</summary>
    /// <returns>What was wrong, with that.</returns>
    private string SetAside(string what, BatchPosition position)
    {
        if (_directory is null)
            return what;
        string kept;
        try
        {
            _directory.Checkpoints.AddNonFinite(ContentOf(CheckpointAt(position)).Write);
            kept = $"the network is kept in {_directory.Checkpoints.NonFinite} to be looked at";
        }
        catch (RunException error)
        {
            kept = error.Message;
        }

        string from = _directory.Checkpoints.Steps() is [long last, ..] ? $"step {last}, the last one that is kept" : "its start";
        // What a program has given it no command can give it again.
        return _options.Given is { Count: > 0 }
            ? $"{what}; {kept}. Resumed by what began it, it goes on from {from}, and comes to the same place"
            : $"{what}; {kept}. 'weir resume' goes on from {from}, and comes to the same place; with --skip-batch it leaves that batch "
                + "out, with --rate-factor 0.1 it takes a tenth of the rate";
    }

    private string? ExplodedParameter() => ModuleMap.Of(_model).Parameters
        .FirstOrDefault(entry => Numbers(entry.Parameter).ContainsAnyExceptInRange(float.MinValue, float.MaxValue)).Name;

    private static ReadOnlySpan<float> Numbers(Parameter parameter) => parameter.Value.Node.Storage.Span(parameter.Shape.Size);
}
