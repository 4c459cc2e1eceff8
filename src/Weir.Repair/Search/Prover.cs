using Weir.Studies;

namespace Weir.Repair;

/// <summary>Makes the proof of a branch.</summary>
/// <param name="original">The recipe as it is.</param>
/// <param name="control">The farthest look at it so far.</param>
/// <param name="runner">What makes the runs.</param>
/// <param name="ledger">What they cost.</param>
/// <param name="options">How.</param>
/// <param name="leastGain">How much better the branch must be, by its own skill.</param>
/// <param name="promised">The skill that trials of a branch have shown at a share of its training; 0 where there were none.</param>
/// <param name="chosenFrom">
/// Among how many branches the search has chosen by the samples that proofs are judged by; 1 where it goes by others.
/// </param>
internal sealed class Prover(Arm original, Trial control, TrialRunner runner, RepairLedger ledger, RepairOptions options,
    Func<double, double> leastGain, Func<Arm, double, double> promised, Func<int> chosenFrom)
{
    /// <summary>
    /// The chance that each look of a repair may take of claiming what is not so, 0.05 together: most of it the first and that with more
    /// seeds, which most repairs need alone (after Lan and DeMets, 1983). Candidates, longer runs and more seeds are looks. Whether more
    /// seeds or longer runs come next is chosen by the look before: from the second on each of the two has half. An interval leaves as
    /// much on its other side, where nothing is claimed.
    /// </summary>
    private static readonly double[] s_errors = [0.02, 0.01, 0.0025, 0.0025];

    /// <summary>Looks that the proofs of a repair may take together.</summary>
    public static int MostLooks => s_errors.Length;

    /// <summary>Seeds that are added where few pairs leave a claim open that more of them may settle.</summary>
    public const int More = 2;

    /// <summary>The most seeds that a proof begins with, where they take little of what is left.</summary>
    private const int Most = 9;

    /// <summary>
    /// The part of what is left that a proof may take with the first seeds more, and with others: the first halve its interval, as the
    /// quantiles of t fall from two degrees of freedom to four; each two more take a tenth or two off it.
    /// </summary>
    private const double OfFirst = 0.5, OfMore = 1.0 / 3;

    /// <summary>Skill below which a network has learnt nothing but the commonest answer.</summary>
    private const double LeastSkill = 0.1;

    /// <summary>A proof begins at the first share at which trials have shown the most that they showed, but for so much skill.</summary>
    private const double Near = 0.1;

    /// <summary>A pair whose branch is no further ahead than this has learnt nothing by the change.</summary>
    private const double Nothing = 0.05;

    private Trial _farthest = control;
    private int _looks;

    /// <summary>The farthest look at the recipe as it is.</summary>
    public Trial Farthest => _farthest;

    /// <summary>
    /// Whether a branch must be ahead of the farthest that the recipe as it is came to with the seed of the trials: where pairs may be
    /// stopped on their way, who is only sooner there is not better. False where all pairs are whole trainings. Default true.
    /// </summary>
    public bool MayBeSooner { get; init; } = true;

    /// <summary>Whether all looks were taken: with more of them, chance alone would prove something.</summary>
    public bool IsExhausted => _looks == MostLooks;

    /// <summary>
    /// Tries to prove that a branch is better. Before a proof stands, a recipe that was given up is trained on to its end where the budget
    /// reaches, and the claim is held against that.
    /// </summary>
    /// <param name="arm">The branch.</param>
    /// <param name="shares">
    /// How far runs go: first where trials have shown nearly the most that they showed, or as far as is affordable; longer while the claim
    /// stands open.
    /// </param>
    /// <param name="cancel">Stops it.</param>
    /// <returns>The last look; null where none could be afforded.</returns>
    public Proof? Prove(Arm arm, IReadOnlyList<double> shares, CancellationToken cancel)
    {
        Proof? proof = null;
        // Where a few rows are all that there is, scores are steps: seeds may agree by chance.
        int fewest = runner.Blocks == SampleBlocks.None ? options.ProofSeeds + More : options.ProofSeeds;
        int first = First(arm, shares, fewest);
        while (fewest < Most && CostOf(arm, Fresh(fewest + More), shares[first])
            <= ledger.Left * (fewest == options.ProofSeeds ? OfFirst : OfMore))
            fewest += More;
        int seeds = fewest;
        for (int i = first; i < shares.Count && !IsExhausted;)
        {
            long[] fresh = Fresh(seeds);
            if (!Affords(arm, fresh, shares[i]))
                break;
            _looks++;
            List<Trial> before = [], after = [];
            bool failed = false;
            // Pair by pair: one that does not learn at all ends it, whatever the others do.
            foreach (long seed in fresh)
            {
                IReadOnlyList<Trial> pair = runner.Run([.. Pair(arm, seed, shares[i])], cancel);
                before.Add(pair[0]);
                after.Add(pair[1]);
                failed = pair[0].Reason is not null || !pair[1].Finite
                    || (pair[1].Skill <= pair[0].Skill + Nothing && pair[1].Skill < promised(arm, shares[i]) / 2);
                if (failed)
                    break;
            }

            proof = Judge([.. fresh.Take(after.Count)], shares[i], [.. before], [.. after], failed, _looks);
            if (proof.Stands && GoesToItsEnd(cancel))
                proof = Judge([.. fresh.Take(after.Count)], shares[i], [.. before], [.. after], failed, _looks);
            if (proof.Stands && Lost(arm, shares, after, cancel) is { } lost)
                return proof with { Stands = false, Reason = $"what it learns it loses again: skill {lost:f2} at its end" };
            if (proof.Stands || failed)
                break;
            // More pairs, where so many of the same deviation would do. Else both go on.
            if (!IsExhausted && seeds == fewest && Affords(arm, Fresh(seeds + More), shares[i])
                && Judge([.. fresh], shares[i], [.. before], [.. after], failed, _looks + 1, seeds + More).Stands)
                seeds += More;
            else
                i++;
        }

        return proof;
    }

    /// <summary>
    /// The place of the share at which a proof begins: the first at which trials have shown nearly the most that they showed; where that
    /// cannot be afforded, the longest before it at which the branch was tried and that can.
    /// </summary>
    private int First(Arm arm, IReadOnlyList<double> shares, int seeds)
    {
        double most = shares.Max(share => promised(arm, share));
        int first = Enumerable.Range(0, shares.Count).First(i => promised(arm, shares[i]) >= most - Near);
        long[] fresh = Fresh(seeds);
        int affordable = first;
        while (affordable >= 0 && !Serves(affordable))
            affordable--;
        return affordable < 0 ? first : affordable;

        bool Serves(int i) => (i == first || promised(arm, shares[i]) > 0) && Affords(arm, fresh, shares[i]);
    }

    private long[] Fresh(int seeds) => FreshSeeds.Of(options.Seed, RepairSearch.SeedsOf(original.Recipe), seeds);

    private bool Affords(Arm arm, long[] fresh, double share) => CostOf(arm, fresh, share) <= ledger.Left + 1e-9;

    // What slept for long may wake: no claim stands before the recipe as it is was trained to its end.
    private double CostOf(Arm arm, long[] fresh, double share) =>
        ledger.CostOf([.. fresh.SelectMany(seed => Pair(arm, seed, share)), .. Rest(_farthest, original)]);

    /// <summary>What is left of the training of the recipe as it is, where it was given up.</summary>
    /// <param name="farthest">The farthest look at it.</param>
    /// <param name="original">The recipe as it is.</param>
    public static TrialJob[] Rest(Trial farthest, Arm original) =>
        farthest.IsGivenUp ? [new TrialJob(original, original.Recipe.Seed, 1)] : [];

    /// <summary>Trains the recipe as it is to its end, where it was given up before.</summary>
    private bool GoesToItsEnd(CancellationToken cancel)
    {
        if (Rest(_farthest, original) is not [var whole])
            return false;
        _farthest = runner.Run([whole], cancel)[0];
        return true;
    }

    /// <summary>
    /// The skill of a branch at the end of its training, where the budget reaches for that and little is left of what it had learnt: who
    /// takes the recipe trains it to its end.
    /// </summary>
    private double? Lost(Arm arm, IReadOnlyList<double> shares, List<Trial> after, CancellationToken cancel)
    {
        TrialJob whole = new(arm, original.Recipe.Seed, shares[^1]);
        if (ledger.CostOf([whole]) > ledger.Left + 1e-9)
            return null;
        Trial end = runner.Run([whole], cancel)[0];
        return !end.Finite || end.Skill < after.Average(trial => trial.Skill) / 2 ? end.Skill : null;
    }

    private TrialJob[] Pair(Arm arm, long seed, double share) => [new TrialJob(original, seed, share), new TrialJob(arm, seed, share)];

    /// <summary>Judges pairs of looks.</summary>
    /// <param name="seeds">Their seeds.</param>
    /// <param name="share">How far they went.</param>
    /// <param name="before">Looks at the recipe as it is.</param>
    /// <param name="after">Looks at the changed recipe.</param>
    /// <param name="failed">Whether the last pair ended the claim.</param>
    /// <param name="look">Which look of the repair it is, from 1.</param>
    /// <param name="count">How many pairs of the same deviation there are to be; null for as many as there are.</param>
    internal Proof Judge(long[] seeds, double share, Trial[] before, Trial[] after, bool failed, int look, int? count = null)
    {
        double error = s_errors[look - 1], level = 1 - (2 * error), perScore = runner.SkillPerScore;
        // Where the search has chosen by the judged samples, the best of so many may be so by what they happen to be (Bonferroni).
        double levelOfSamples = 1 - (2 * error / chosenFrom());
        // All are judged by the same samples: more seeds do not take that error away.
        double[] parts = Parts(after);
        TrialScore[] usable = [.. before.Select(Usable)];
        TrialScore farthest = Usable(_farthest);
        ScoreInterval mean = Interval([.. after.Select(trial => trial.Score)], parts);
        ScoreInterval ahead = Interval([.. after.Select(trial => trial.Score - farthest.Value)], Less(parts, farthest.Parts));
        ScoreInterval difference = Interval([.. after.Zip(usable, (one, two) => one.Score - two.Value)],
            Less(parts, Parts([.. usable.Select(one => one.Parts)])));
        double trivial = Interval([.. after.Select(trial => trial.Score - runner.Trivial.Value)], Less(parts, runner.Trivial.Parts)).Low;
        double median = after.Select(trial => (trial.Score - runner.Trivial.Value) * perScore).Order().ElementAt(after.Length / 2);
        double least = Math.Max(0, leastGain(median)), gained = MayBeSooner ? Math.Min(difference.Mean, ahead.Mean) : difference.Mean;
        string? reason = before.Concat(after).FirstOrDefault(trial => trial.Reason is not null) is { } none
            ? $"with the fresh seed {none.Seed} '{none.Branch}' cannot be trained: {none.Reason}"
            : failed && after[^1].Finite
            ? $"with the fresh seed {seeds[^1]} it does not learn: skill {after[^1].Skill:f2}"
            : after.Any(trial => !trial.Finite) ? $"with {after.Count(trial => !trial.Finite)} of {seeds.Length} seeds it breaks off"
            : median < LeastSkill ? "it gets no more right than the trivial predictor"
            : difference.Low <= 0 ? $"the difference from the original may be none: {difference.Low:f3} to {difference.High:f3}"
            : MayBeSooner && ahead.Low <= 0
                ? $"it may be no better than the original at its farthest, {_farthest.Score:f3}: only sooner there"
            : gained * perScore < least
                ? $"it is better by {gained:f3} alone"
            : trivial <= 0 ? "it may be no better than the trivial predictor"
            : after.Average(trial => trial.Accuracy) < before.Average(trial => trial.Accuracy) - 1e-9
                ? "of all samples together it gets fewer right than the original"
            : null;
        return new Proof
        {
            Seeds = seeds,
            Share = share,
            Before = [.. before.Select(trial => trial.Score)],
            After = [.. after.Select(trial => trial.Score)],
            Mean = mean,
            Difference = difference,
            Ahead = ahead,
            Level = level,
            Stands = reason is null,
            Reason = reason,
        };

        ScoreInterval Interval(double[] scores, double[] parts) =>
            ScoreInterval.Of(scores, level, StudentInterval.Reach(runner.Blocks.ErrorOf(parts), levelOfSamples, runner.Blocks.Freedom),
                count);
    }

    /// <summary>
    /// What the recipe as it was is worth: at least what the trivial predictor is. How far below that a network has gone astray differs
    /// widely from seed to seed and is nothing to be better than; whoever is better than the greater of the two is better than each.
    /// </summary>
    private TrialScore Usable(Trial look) => look.Score < runner.Trivial.Value ? runner.Trivial
        : new TrialScore(look.Score, look.ScoreParts ?? [], look.Accuracy);

    /// <summary>The mean of looks in each block of the judged samples.</summary>
    private static double[] Parts(IReadOnlyList<Trial> looks) => Parts([.. looks.Select(look => look.ScoreParts ?? [])]);

    private static double[] Parts(IReadOnlyList<IReadOnlyList<double>> looks) => [.. Enumerable
        .Range(0, looks.Min(look => look.Count)).Select(i => looks.Average(look => look[i]))];

    private static double[] Less(IReadOnlyList<double> parts, IReadOnlyList<double>? others) =>
        [.. parts.Zip(others ?? [], (one, other) => one - other)];
}
