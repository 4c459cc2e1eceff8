using Weir.Nn;
using Weir.Tensors;
using Weir.Tensors.Backends;

namespace Weir.Training;

/// <summary>What a run keeps besides its network, optimizer and flow: the schedule, the average of weights, and early stopping.</summary>
internal sealed class RunState
{
    internal const string AveragePrefix = "average.";
    internal const string StoppingPrefix = "stopping.";

    private readonly Recipe _recipe;
    private RunDecision[] _decisions = [];

    public RunState(Recipe recipe, Module model, Backend backend, RunSpan span)
    {
        _recipe = recipe;
        Schedule = recipe.ScheduleOver(span);
        Average = recipe.Average is { } options ? new WeightAverage(model, backend, options) : null;
        Stopping = recipe.EarlyStopping is { } stopping ? new EarlyStopping(stopping, model) : null;
    }

    public Schedule Schedule { get; }

    public WeightAverage? Average { get; }

    public EarlyStopping? Stopping { get; }

    /// <summary>What was decided about the run when it was resumed.</summary>
    public IReadOnlyList<RunDecision> Decisions
    {
        get => _decisions;
        set => _decisions = [.. value];
    }

    /// <summary>The rate of a step, from 1.</summary>
    public double RateOf(long step)
    {
        double factor = 1;
        foreach (RunDecision decision in _decisions)
            factor = !decision.SkipsBatch && step >= decision.Step ? decision.RateFactor : factor;
        return Schedule.RateAt(step - 1) * factor;
    }

    /// <summary>Whether a step is made without its batch.</summary>
    public bool Skips(long step)
    {
        foreach (RunDecision decision in _decisions)
        {
            if (decision.SkipsBatch && decision.Step == step)
                return true;
        }

        return false;
    }

    /// <summary>How many steps up to one are made without their batches.</summary>
    public int SkippedUpTo(long step) =>
        _decisions.Where(decision => decision.SkipsBatch && decision.Step <= step).DistinctBy(decision => decision.Step).Count();

    /// <summary>Takes in how an epoch went.</summary>
    public void Observe(EpochMetrics metrics)
    {
        if (_recipe.Schedule?.Metric is { } monitor)
            Schedule.Adaptive?.Observe(monitor.Of(metrics));
        using (Stopping is null ? null : Average?.Swap())
            Stopping?.Observe(metrics);
    }

    /// <summary>The tensors for a checkpoint, with others.</summary>
    public IEnumerable<KeyValuePair<string, ITensorSource>> Tensors(IReadOnlyDictionary<string, SavedTensor>? others) =>
    [
        .. others?.Select(tensor => KeyValuePair.Create<string, ITensorSource>(tensor.Key, tensor.Value)) ?? [],
        .. Own().Select(tensor => KeyValuePair.Create<string, ITensorSource>(tensor.Name, new TensorSource(tensor.Value))),
    ];

    /// <summary>Goes on from a checkpoint.</summary>
    /// <param name="path">Its file, for messages.</param>
    /// <param name="checkpoint">What it says of the run.</param>
    /// <param name="content">Its tensors.</param>
    /// <exception cref="SafetensorsException">It is one of another recipe.</exception>
    public void Restore(string path, Checkpoint checkpoint, Safetensors content)
    {
        int epochs = checkpoint.Last?.Epoch ?? 0;
        if (Schedule.Adaptive is { } schedule)
        {
            Check(path, checkpoint.Plateau is { } state ? schedule.Fault(state, epochs)
                : $"it holds nothing of the {_recipe.Schedule?.Name}'s schedule");
            schedule.State = checkpoint.Plateau!;
        }

        if (Stopping is not null)
        {
            Check(path, checkpoint.Stopping is { } stopping ? EarlyStopping.Wrong(stopping, checkpoint.StoppingBest, epochs)
                : "it holds nothing of early stopping");
            (Stopping.Numbers, Stopping.Best) = (checkpoint.Stopping!, checkpoint.StoppingBest);
        }

        foreach ((string name, Tensor value) in Own())
        {
            if (!content.Tensors.TryGetValue(name, out SavedTensor? saved) || saved.Type != SavedType.F32 || saved.Floats()
                .Length != value.Shape.Size)
                throw new SafetensorsException(
                    $"{path}: it has no tensor '{name}' of shape {value.Shape}; it is a checkpoint of another recipe");
            value.CopyFrom(saved.Floats());
        }
    }

    private static void Check(string path, string? wrong)
    {
        if (wrong is not null)
            throw new SafetensorsException($"{path}: damaged: {wrong}");
    }

    private IEnumerable<(string Name, Tensor Value)> Own() =>
    [
        .. Average?.State.Select(entry => (AveragePrefix + entry.Name, entry.Value)) ?? [],
        .. Stopping?.Weights.Select(entry => (StoppingPrefix + entry.Name, entry.Value)) ?? [],
    ];
}
