namespace Weir.Repair;

/// <content>Branches that are given more time.</content>
internal sealed partial class RepairSearch
{
    /// <summary>What has learnt less is given more changes before it is given more time.</summary>
    private const double Hopeful = 0.3;

    /// <summary>Lets the best two that have not been proved wrong go on to the next share.</summary>
    /// <returns>Whether any could.</returns>
    private bool Longer()
    {
        Arm[] kept = [.. Smallest(LeastSkill).Where(arm => !_handed.Contains(arm.Name)).Take(2)];
        if (kept.Length == 0)
            return false;
        double now = kept.Max(arm => Explored.Standing(arm)!.Value.Share);
        double next = _shares.FirstOrDefault(share => share > now);
        if (next == 0 || Explored.Standing(kept[0])!.Value.Skill < Hopeful || !Affords(kept, Seeds, next))
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
        // Changes are left out while that is cheap.
        Arm lean = Prune(best, Explored.Standing(best)!.Value.Share);
        foreach (Arm arm in _order.Where(each => each.Proposal.Remedy is BudgetRemedy)
            .Select(each => Arm.Of(_case.Recipe, [.. lean.Proposals.Where(one => one.Remedy is not BudgetRemedy), each.Proposal]))
            .OfType<Arm>().OrderByDescending(arm => _ledger.LengthOf(arm.Recipe)))
        {
            double length = _ledger.LengthOf(arm.Recipe), end = Shares.Over(_shares, length)[^1];
            // Each pair of a proof trains the recipe as it is to its end besides.
            double proof = (_options.ProofSeeds + Prover.More) * (length + 1) * _ledger.CostOfOne;
            double looks = _ledger.CostOf(Seeds.Select(seed => new TrialJob(arm, seed, end)));
            if (looks + Math.Max(proof, Reserve) > _ledger.Left)
                continue;
            _tell($"a training {length:0.#} times as long");
            Try([arm], Seeds, end);
            if (Explored.Standing(arm) is not null)
                return Skill(arm) > Skill(best) + Alike ? arm : null;
        }

        return null;
    }
}
