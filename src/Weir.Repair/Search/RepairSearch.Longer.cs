namespace Weir.Repair;

/// <content>Branches that are given more time.</content>
internal sealed partial class RepairSearch
{
    /// <summary>Lets the best two that have not been proved wrong go on to the next share.</summary>
    /// <returns>Whether any could.</returns>
    private bool Longer()
    {
        Arm[] kept = [.. Smallest(LeastSkill).Where(arm => !_handed.Contains(arm.Name)).Take(2)];
        if (kept.Length == 0)
            return false;
        double now = kept.Max(arm => Explored.Standing(arm)!.Value.Share);
        double next = _shares.FirstOrDefault(share => share > now);
        if (next == 0 || Explored.Standing(kept[0])!.Value.Skill < 0.3 || !Affords(kept, Seeds, next))
            return false;
        _tell($"the best go on to {next:p0} of a training");
        Try(kept, Seeds, next);
        return true;
    }

    /// <summary>
    /// The best branch with a training as much longer as the budget reaches for, where it has learnt something in the original's length and
    /// not enough: a training of a few dozen steps shows what helps, and may be too short for it all the same.
    /// </summary>
    /// <returns>Null where there is none, or it does no better.</returns>
    private Arm? Extended()
    {
        if (Smallest(LeastSkill).FirstOrDefault() is not { } best || Skill(best) >= Enough)
            return null;
        foreach (Arm arm in _order.Where(each => each.Proposal.Remedy is BudgetRemedy)
            .Select(each => Arm.Of(_case.Recipe, [.. best.Proposals.Where(one => one.Remedy is not BudgetRemedy), each.Proposal]))
            .OfType<Arm>().OrderByDescending(arm => _ledger.LengthOf(arm.Recipe)))
        {
            double length = _ledger.LengthOf(arm.Recipe), end = Shares.Over(_shares, length)[^1];
            // The looks, and a proof beside whole trainings of the recipe as it is.
            double cost = _ledger.CostOf(Seeds.Select(seed => new TrialJob(arm, seed, end)))
                + (_options.ProofSeeds * (length + 1) * _ledger.CostOfOne);
            if (cost > _ledger.Left)
                continue;
            _tell($"a training {length:0.#} times as long");
            double before = Skill(best);
            Try([arm], Seeds, end);
            return Skill(arm) > before + Alike ? arm : null;
        }

        return null;
    }
}
