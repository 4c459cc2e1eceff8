using System.Collections.Concurrent;
using Weir.Training;

namespace Weir.Repair;

/// <summary>
/// What a repair has cost so far, in trainings of the original: the samples that its steps have seen, over those that one training sees.
/// </summary>
internal sealed class RepairLedger
{
    private readonly ConcurrentDictionary<(string Arm, long Seed), long> _seen = [];
    private readonly int _samples;
    private long _besides;

    /// <summary>Opens it.</summary>
    /// <param name="recipe">The original.</param>
    /// <param name="samples">Training samples.</param>
    /// <param name="options">The budget, and what a training counts as at least.</param>
    public RepairLedger(Recipe recipe, int samples, RepairOptions options)
    {
        _samples = samples;
        Training = Math.Max(options.LeastTraining, SamplesOf(recipe, 1));
        Budget = options.Budget;
        CostOfOne = (double)SamplesOf(recipe, 1) / Training;
    }

    /// <summary>Samples that count as one training.</summary>
    public long Training { get; }

    /// <summary>What all may cost, in trainings.</summary>
    public double Budget { get; }

    /// <summary>What one training of the original costs: 1, or less where it is shorter than what counts as one.</summary>
    public double CostOfOne { get; }

    /// <summary>Samples seen so far, all together.</summary>
    public long Seen => _besides + _seen.Values.Sum();

    /// <summary>What was spent, in trainings.</summary>
    public double Spent => (double)Seen / Training;

    /// <summary>What is left, in trainings.</summary>
    public double Left => Budget - Spent;

    /// <summary>Books a look at a branch.</summary>
    public void Book(Trial trial) =>
        _seen.AddOrUpdate((trial.Branch, trial.Seed), trial.Samples, (_, before) => Math.Max(before, trial.Samples));

    /// <summary>Books samples that were seen outside of branches, as by a pre-flight.</summary>
    public void Book(long samples) => _besides += samples;

    /// <summary>What some jobs would cost, in trainings.</summary>
    public double CostOf(IEnumerable<TrialJob> jobs) => jobs.Sum(job =>
        Math.Max(0, SamplesOf(job.Arm.Recipe, job.Share) - _seen.GetValueOrDefault((job.Arm.Name, job.Seed)))) / (double)Training;

    /// <summary>The steps of a share of a recipe's training: 1 or more.</summary>
    public long StepsOf(Recipe recipe, double share)
    {
        long total = recipe.Budget.TotalSteps(recipe.StepsPerEpoch(_samples));
        return Math.Clamp((long)Math.Round(share * total), 1, total);
    }

    /// <summary>The samples that so many steps see.</summary>
    public long SamplesAt(Recipe recipe, long steps)
    {
        int perEpoch = recipe.StepsPerEpoch(_samples);
        long whole = steps / perEpoch, rest = steps % perEpoch;
        long epoch = recipe.DropLast ? (long)perEpoch * recipe.Batch * recipe.Accumulate : _samples;
        return (whole * Math.Min(epoch, _samples)) + Math.Min(rest * recipe.Batch * recipe.Accumulate, _samples);
    }

    private long SamplesOf(Recipe recipe, double share) => SamplesAt(recipe, StepsOf(recipe, share));
}
