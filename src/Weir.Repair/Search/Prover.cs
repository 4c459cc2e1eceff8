namespace Weir.Repair;

/// <summary>Makes the proof of a branch.</summary>
/// <param name="original">The recipe as it is.</param>
/// <param name="farthest">The farthest look at it.</param>
/// <param name="runner">What makes the runs.</param>
/// <param name="ledger">What they cost.</param>
/// <param name="options">How.</param>
/// <param name="leastGain">How much better the branch must be, by its own skill.</param>
/// <param name="promised">The skill that trials of a branch have shown at a share of its training; 0 where there were none.</param>
internal sealed class Prover(Arm original, Trial farthest, TrialRunner runner, RepairLedger ledger, RepairOptions options,
    Func<double, double> leastGain, Func<Arm, double, double> promised)
{
    /// <summary>
    /// The chance of error that each look of a repair may take, 0.05 together: most of it the first and that with more seeds, which most
    /// repairs need alone (after Lan and DeMets, 1983). Candidates, longer runs and more seeds are looks.
    /// </summary>
    private static readonly double[] s_errors = [0.02, 0.02, 0.005, 0.005];

    /// <summary>Seeds that are added where all pairs say yes and are too few to be sure.</summary>
    public const int More = 2;

    /// <summary>Skill below which a network has learnt nothing but the commonest answer.</summary>
    private const double LeastSkill = 0.1;

    private int _looks;

    /// <summary>Tries to prove that a branch is better.</summary>
    /// <param name="arm">The branch.</param>
    /// <param name="shares">How far runs go: the first that is affordable, and longer ones while the claim stands open.</param>
    /// <param name="cancel">Stops it.</param>
    /// <returns>The last look; null where none could be afforded.</returns>
    public Proof? Prove(Arm arm, IReadOnlyList<double> shares, CancellationToken cancel)
    {
        Proof? proof = null;
        int seeds = options.ProofSeeds;
        for (int i = 0; i < shares.Count && _looks < s_errors.Length;)
        {
            long[] fresh = FreshSeeds.Of(options.Seed, RepairSearch.SeedsOf(original.Recipe), seeds);
            if (ledger.CostOf(fresh.SelectMany(seed => Pair(arm, seed, shares[i]))) > ledger.Left + 1e-9)
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
                    || (pair[1].Skill <= pair[0].Skill && pair[1].Skill < promised(arm, shares[i]) / 2);
                if (failed)
                    break;
            }

            proof = Judge([.. fresh.Take(after.Count)], shares[i], [.. before], [.. after], failed);
            if (proof.Stands || failed)
                break;
            // All pairs agree and are too few: more of them. Else both go on.
            bool agree = proof.After.Zip(proof.Before, (one, other) => one > Math.Max(other, farthest.Score)).All(better => better);
            if (agree && seeds == options.ProofSeeds && Math.Min(proof.Difference.Low, proof.Ahead.Low) <= 0)
                seeds += More;
            else
                i++;
        }

        return proof;
    }

    private TrialJob[] Pair(Arm arm, long seed, double share) => [new TrialJob(original, seed, share), new TrialJob(arm, seed, share)];

    /// <summary>Judges pairs of looks.</summary>
    internal Proof Judge(long[] seeds, double share, Trial[] before, Trial[] after, bool failed)
    {
        double level = 1 - s_errors[Math.Max(1, _looks) - 1], perScore = runner.SkillPerScore;
        // All are judged by the same samples: more seeds do not take that error away.
        double own = after.Average(trial => trial.ScoreError), other = before.Average(trial => trial.ScoreError);
        ScoreInterval mean = Interval(trial => trial.Score, own);
        ScoreInterval ahead = Interval(trial => trial.Score - farthest.Score, Math.Sqrt((own * own) + Math.Pow(farthest.ScoreError, 2)));
        ScoreInterval difference = ScoreInterval.Of([.. after.Zip(before, (one, two) => one.Score - two.Score)], level,
            Math.Sqrt((own * own) + (other * other)));
        double trivial = Interval(trial => trial.Score - runner.Trivial.Value,
            Math.Sqrt((own * own) + Math.Pow(runner.Trivial.Error, 2))).Low;
        double median = after.Select(trial => trial.Skill).Order().ElementAt(after.Length / 2), least = Math.Max(0, leastGain(median));
        string? reason = before.Concat(after).FirstOrDefault(trial => trial.Reason is not null) is { } none
            ? $"with the fresh seed {none.Seed} '{none.Branch}' cannot be trained: {none.Reason}"
            : failed && after[^1].Finite
            ? $"with the fresh seed {seeds[^1]} it does not learn: skill {after[^1].Skill:f2}"
            : after.Any(trial => !trial.Finite) ? $"with {after.Count(trial => !trial.Finite)} of {seeds.Length} seeds it breaks off"
            : median < LeastSkill ? "it gets no more right than the trivial predictor"
            : difference.Low <= 0 ? $"the difference from the original may be none: {difference.Low:f3} to {difference.High:f3}"
            : ahead.Low <= 0 ? $"it may be no better than the original at its farthest, {farthest.Score:f3}: only sooner there"
            : Math.Min(difference.Mean, ahead.Mean) * perScore < least
                ? $"it is better by {Math.Min(difference.Mean, ahead.Mean):f3} alone"
            : trivial <= 0 ? "it may be no better than the trivial predictor"
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

        ScoreInterval Interval(Func<Trial, double> of, double shared) => ScoreInterval.Of([.. after.Select(of)], level, shared);
    }
}
