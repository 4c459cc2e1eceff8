namespace Weir.Repair;

/// <content>The best branches, told apart by more seeds.</content>
internal sealed partial class RepairSearch
{
    /// <summary>
    /// Branches in an order of their own, the best few of them by more seeds where that takes little of what is left: of many branches
    /// that were looked at with two seeds, the best is the best by luck as well.
    /// </summary>
    /// <param name="ranked">The branches, the best first.</param>
    private Arm[] Steadied(IEnumerable<Arm> ranked)
    {
        Arm[] all = [.. ranked];
        double share = all.Length == 0 ? 0 : Explored.Standing(all[0])!.Value.Share;
        Arm[] there = [.. all.Where(arm => Explored.Standing(arm)!.Value.Share == share)];
        // The best of one change and that of two are among them, however many of three were tried: the more, the luckier the best of them.
        Arm?[] simple = [.. Enumerable.Range(1, 2).Select(changes => there.FirstOrDefault(arm => arm.Proposals.Count == changes))];
        Arm[] finalists = [.. there.Take(1).Concat(simple.OfType<Arm>()).Concat(there).Distinct().Take(Finalists)];
        while (finalists.Length > 1 && !IsCheap(finalists, share))
            finalists = finalists[..^1];
        if (finalists.Length < 2)
            return all;
        _tell("the best with more seeds");
        Try(finalists, SeedsOf(_case.Recipe), share);
        return [.. Smallest(finalists, arm => Explored.Skill(arm, share)!.Value - Linear(arm), (arm, best) => IsAsGood(arm, best, share)),
            .. all.Except(finalists)];
    }

    /// <summary>
    /// Whether a branch does as well as another: behind it by less than two branches that are alike may be, than its samples tell with one
    /// or two seeds, or than half the standard error over the seeds. What is as likely as not no better is no reason for a change more.
    /// </summary>
    private bool IsAsGood(Arm arm, Arm other) => Explored.Standing(other) is var (share, _) && IsAsGood(arm, other, share);

    private bool IsAsGood(Arm arm, Arm other, double share)
    {
        const double Samples = 2;
        if (Explored.Ahead(arm, other, share) is not var (mean, error, seeds))
            return false;
        double unsure = seeds > 2 ? error / 2 : Samples / (seeds * _data.Searched.Count);
        return mean - Linear(arm) + Linear(other) >= -Math.Max(Alike, unsure);
    }

    /// <summary>Whether all seeds of some branches take little of what is left.</summary>
    private bool IsCheap(IReadOnlyCollection<Arm> arms, double share)
    {
        double cost = _ledger.CostOf(arms.SelectMany(arm => SeedsOf(_case.Recipe).Select(seed => new TrialJob(arm, seed, share))));
        return cost <= OfFinal * _ledger.Left && cost + Reserve <= _ledger.Left;
    }
}
