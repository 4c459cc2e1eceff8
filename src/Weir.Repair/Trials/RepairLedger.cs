using System.Collections.Concurrent;
using Weir.Training;

namespace Weir.Repair;

/// <summary>
/// What a repair has cost so far, in trainings of the original: the samples that its steps have seen, over those that one training sees.
/// How far branches go is counted in the same samples.
/// </summary>
internal sealed class RepairLedger
{
    /// <summary>A training counts as so many samples at least where nothing is stated.</summary>
    private const long LeastSamples = 16_000;

    /// <summary>
    /// Multiplications of forward passes that are over in a blink, a few seconds with those of the gradient: as many samples as they
    /// pass count as a training. Nobody who waits for a repair of seconds is helped by one that gives up sooner.
    /// </summary>
    private const long WorkOfBlink = 4_000_000_000;

    /// <summary>The most samples that count as a training for that.</summary>
    private const long MostOfBlink = 400_000;

    private readonly ConcurrentDictionary<(string Arm, long Seed), long> _seen = [];
    private readonly int _samples;
    private readonly bool _isLeastGiven;
    private readonly long _before;
    private long _least;
    private long _besides;
    private long _original;

    /// <summary>Opens it.</summary>
    /// <param name="recipe">The original.</param>
    /// <param name="samples">Training samples.</param>
    /// <param name="options">The budget, and what a training counts as at least.</param>
    public RepairLedger(Recipe recipe, int samples, RepairOptions options)
    {
        (_samples, Budget, _before) = (samples, options.Budget, SamplesBefore(recipe, samples));
        _isLeastGiven = options.LeastTraining is not null;
        _least = options.LeastTraining ?? LeastSamples;
        _original = SamplesOf(recipe, TotalSteps(recipe));
    }

    /// <summary>Samples that count as one training.</summary>
    public long Training => Math.Max(_least, OfRecipe);

    /// <summary>Samples that one training of the original sees.</summary>
    public long OfRecipe => _before + _original;

    /// <summary>What all may cost, in trainings.</summary>
    public double Budget { get; }

    /// <summary>What one training of the original costs: 1, or less where it is shorter than what counts as one.</summary>
    public double CostOfOne => (double)OfRecipe / Training;

    /// <summary>Samples seen so far, all together.</summary>
    public long Seen => _besides + _seen.Values.Sum();

    /// <summary>What was spent, in trainings.</summary>
    public double Spent => (double)Seen / Training;

    /// <summary>What is left, in trainings.</summary>
    public double Left => Budget - Spent;

    /// <summary>Notes how many steps a training of the original makes that is ended by the clock.</summary>
    /// <param name="recipe">The original.</param>
    /// <param name="steps">The steps that it has made.</param>
    public void Measure(Recipe recipe, long steps) => _original = SamplesOf(recipe, steps);

    /// <summary>The steps that a training which has broken off would have made by the clock, at the pace that it had.</summary>
    /// <param name="recipe">The original, whose budget is in minutes.</param>
    /// <param name="pace">Steps per second; null or 0 where it is not known.</param>
    public long StepsByClock(Recipe recipe, double? pace)
    {
        long total = TotalSteps(recipe);
        return pace > 0 ? (long)Math.Clamp(pace.Value * 60 * recipe.Budget.Minutes!.Value, 1, total) : total;
    }

    /// <summary>Books a look at a branch.</summary>
    public void Book(Trial trial) =>
        _seen.AddOrUpdate((trial.Branch, trial.Seed), trial.Samples, (_, before) => Math.Max(before, trial.Samples));

    /// <summary>
    /// Books the samples of the pre-flight. A training counts as twice of them at least, unless something is stated: where a few large
    /// steps make it, looking at it would else take the whole budget.
    /// </summary>
    /// <param name="samples">Samples that it has seen.</param>
    /// <param name="multiplyAdds">Multiplications of a forward pass of one sample.</param>
    public void BookPreflight(long samples, long multiplyAdds)
    {
        if (!_isLeastGiven)
            _least = Math.Max(2 * samples, Math.Clamp(WorkOfBlink / Math.Max(1, multiplyAdds), LeastSamples, MostOfBlink));
        Book(samples);
    }

    /// <summary>Books samples that were seen outside of branches, as by a test of rates.</summary>
    public void Book(long samples) => _besides += samples;

    /// <summary>What some jobs would cost, in trainings.</summary>
    public double CostOf(IEnumerable<TrialJob> jobs) => jobs.Sum(job => Math.Max(0, SamplesAt(job.Arm.Recipe,
        StepsOf(job.Arm.Recipe, job.Share)) - _seen.GetValueOrDefault((job.Arm.Name, job.Seed)))) / (double)Training;

    /// <summary>What some samples cost, in trainings.</summary>
    public double CostOf(long samples) => (double)samples / Training;

    /// <summary>
    /// The steps in which a recipe sees as many samples as a share of the original's training: 1 or more, at most those of its own.
    /// </summary>
    public long StepsOf(Recipe recipe, double share)
    {
        long wanted = (long)Math.Round(share * _original), epoch = SamplesOfEpoch(recipe), whole = wanted / epoch;
        long rest = (long)Math.Round((wanted - (whole * epoch)) / ((double)recipe.Batch * recipe.Accumulate));
        int perEpoch = recipe.StepsPerEpoch(_samples);
        return Math.Clamp((whole * perEpoch) + Math.Min(rest, perEpoch), 1, TotalSteps(recipe));
    }

    /// <summary>How long a recipe's training is, in trainings of the original: 1 where both see as many samples.</summary>
    public double LengthOf(Recipe recipe) => (double)SamplesOf(recipe, TotalSteps(recipe)) / _original;

    /// <summary>The samples that so many steps see, and layers that are pre-trained before them.</summary>
    public long SamplesAt(Recipe recipe, long steps) => SamplesBefore(recipe, _samples) + SamplesOf(recipe, steps);

    private long TotalSteps(Recipe recipe) => recipe.Budget.TotalSteps(recipe.StepsPerEpoch(_samples));

    private long SamplesOf(Recipe recipe, long steps)
    {
        int perEpoch = recipe.StepsPerEpoch(_samples);
        long whole = steps / perEpoch, rest = steps % perEpoch, epoch = SamplesOfEpoch(recipe);
        return (whole * epoch) + Math.Min(rest * recipe.Batch * recipe.Accumulate, epoch);
    }

    private long SamplesOfEpoch(Recipe recipe) => recipe.DropLast ? (long)(_samples / recipe.Batch) * recipe.Batch : _samples;

    /// <summary>Samples that the layers learn one by one from, each of them in its own steps.</summary>
    private static long SamplesBefore(Recipe recipe, int samples) => recipe.Pretrain is { } pretrain
        ? (long)pretrain.Epochs * samples * ModelShape.FunctionLayers(recipe.Model) : 0;
}
