using Weir.Data;

namespace Weir.Training;

/// <summary>
/// Where a run can be: what its recipe and its data leave open of what a checkpoint says. A step has one place in the data, and so many
/// samples of an epoch have been seen there at most.
/// </summary>
/// <param name="recipe">The recipe.</param>
/// <param name="setup">What is made of it, with the data.</param>
internal sealed class RunPlace(Recipe recipe, TrainingSetup setup)
{
    /// <summary>What of a checkpoint no run of this recipe can have written; null where it is well.</summary>
    /// <param name="checkpoint">What it says.</param>
    /// <param name="step">The step that its file is named after.</param>
    public string? Wrong(Checkpoint checkpoint, long step) =>
        checkpoint.Step != step ? $"it is of step {checkpoint.Step}, and its name says {step}"
        : checkpoint.Seed != recipe.Seed ? $"it is of a run with seed {checkpoint.Seed}, and the recipe's is {recipe.Seed}"
        : WrongPlace(checkpoint) ?? WrongEpoch(checkpoint) ?? WrongCounts(checkpoint);

    private string? WrongPlace(Checkpoint checkpoint)
    {
        int batches = recipe.Accumulate, ofEpoch = checkpoint.BatchIndex / batches;
        bool agrees = checkpoint.BatchIndex % batches == 0 && ofEpoch < setup.StepsPerEpoch
            && ((Int128)checkpoint.Epoch * setup.StepsPerEpoch) + ofEpoch == checkpoint.Step;
        return agrees ? null : $"batch {checkpoint.BatchIndex} of epoch {checkpoint.Epoch}, which it goes on with, does not come behind "
            + $"step {checkpoint.Step}; an epoch has {setup.StepsPerEpoch} steps";
    }

    // Of a budget that ends within an epoch, that epoch is told of too.
    private static string? WrongEpoch(Checkpoint checkpoint)
    {
        long ended = checkpoint.Last?.Epoch ?? 0;
        bool within = checkpoint.BatchIndex > 0 && ended == checkpoint.Epoch + 1;
        return ended != checkpoint.Epoch && !within
                ? $"{ended} epochs are said to have ended before epoch {checkpoint.Epoch}, counted from 0"
            : checkpoint.Best is { } best && best.Epoch > ended ? $"the best epoch is {best.Epoch} of {ended}"
            : null;
    }

    private string? WrongCounts(Checkpoint checkpoint)
    {
        long seen = Math.Min((long)checkpoint.BatchIndex * recipe.Batch, setup.Data.Training.Count);
        (long outputs, long positions) = setup.Data.Training.Targets switch
        {
            ClassTargets classes => (classes.Positions, classes.Positions),
            ValueTargets values => (values.Width, values.Positions),
            _ => (long.MaxValue, long.MaxValue),
        };
        double mostLoss = float.MaxValue * setup.Unit.LossScale;
        return checkpoint.Samples > seen ? $"{checkpoint.Samples} samples of the epoch are counted, and {seen} have come"
            : checkpoint.Right > (Int128)checkpoint.Samples * outputs ? $"{checkpoint.Right} are right of {checkpoint.Samples} samples"
            : checkpoint.Ignored < 0 || checkpoint.Ignored > (Int128)checkpoint.Samples * positions
                ? $"{checkpoint.Ignored} positions of {checkpoint.Samples} samples are left out"
            : Math.Abs(checkpoint.LossSum) > checkpoint.Samples * mostLoss
                ? $"the losses of {checkpoint.Samples} samples sum up to {checkpoint.LossSum:g3}"
            : Math.Abs(checkpoint.SmoothedSum) > checkpoint.SmoothedWeight * mostLoss
                ? $"the smoothed loss is {checkpoint.SmoothedSum:g3}, of a weight of {checkpoint.SmoothedWeight:g3}"
            : null;
    }
}
