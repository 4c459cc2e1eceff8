namespace Weir.Repair;

/// <content>Branches with a change more.</content>
internal sealed partial class RepairSearch
{
    /// <summary>Branches that others are made of, while most of the budget is left.</summary>
    private const int MostBases = 6;

    /// <summary>The most promising branches so far, each with a change more.</summary>
    private Arm[] Pairs(double share)
    {
        // While there is room, those behind the best two have their turn where nothing is left to go with these.
        Arm[] bases = [.. Explored.RankedAt(share)
            .Where(pair => pair.Skill > LeastSkill && pair.Arm.Proposals.Count < 3 && !IsLonger(pair.Arm))
            .Take(IsAmple ? MostBases : 2).Select(pair => pair.Arm)];
        // Where nothing shows by itself, what is most promising stands for the base.
        if (bases.Length == 0)
            bases = [.. Explored.Arms.Where(arm => arm.Proposals.Count == 1).Take(2)];
        List<Arm> several = [];
        for (int i = 0; i < bases.Length && several.Count < Several; i++)
        {
            several.AddRange(Nearby(bases[i], place: i).Concat(Partners(bases[i], share, tests: i == 0).Select(partner =>
                Arm.Of(_case.Recipe, [.. bases[i].Proposals, partner])).OfType<Arm>())
                .Where(arm => !Explored.Has(arm) && !several.Exists(each => each.Name == arm.Name)).Take(i == 0 ? Several - 1 : 1));
        }

        return [.. several.Take(Several)];
    }

    // A longer training shows nothing before its end: the best is tried with it at last.
    private static bool IsLonger(Arm arm) => arm.Proposals.Any(proposal => proposal.Remedy is BudgetRemedy);

    /// <summary>
    /// The same branch with rates beside its own, where it has one, which was chosen in steps of ten, or is the best while most of the
    /// budget is left: a network that was changed wants another rate.
    /// </summary>
    private IEnumerable<Arm> Nearby(Arm arm, int place)
    {
        if (_options.Strategy != RepairStrategy.Weir || place > 1
            || !((place == 0 && IsAmple) || arm.Proposals.Any(proposal => proposal.Remedy is RateRemedy)))
            return [];
        Proposal[] others = [.. arm.Proposals.Where(proposal => proposal.Remedy is not RateRemedy)];
        return RateRemedy.Beside(_case.Recipe, arm.Recipe).Select(rate => Arm.Of(_case.Recipe, [.. others, rate])).OfType<Arm>();
    }

    /// <summary>
    /// What may go with a branch: a rate for the changed recipe, and what mends another cause, then the same; of those what helped by
    /// itself, then what stands next in the order.
    /// </summary>
    private IEnumerable<Proposal> Partners(Arm arm, double share, bool tests)
    {
        bool isWeir = _options.Strategy == RepairStrategy.Weir;
        HashSet<Remedy> there = [.. arm.Proposals.Select(proposal => proposal.Remedy)];
        HashSet<string?> mended = [.. arm.Proposals.Select(CauseOf)];
        IEnumerable<Proposal> rate = tests && isWeir && !there.Any(remedy => remedy is RateRemedy)
            && _rates.Of(arm.Recipe, Reserve - OfRates) is { } rates
            && RemedyList.All.OfType<RateRemedy>().First().Tested(arm.Recipe, rates) is { } tested ? [tested] : [];
        IEnumerable<Proposal> helped = Explored.RankedAt(share)
            .Where(pair => pair.Arm.Proposals.Count == 1 && pair.Skill > Math.Max(LeastSkill, Control.Skill + LeastSkill))
            .Select(pair => pair.Arm.Proposals[0]);
        IEnumerable<Proposal> next = _order.Where(each => each.Proposal.Refuted is null || !isWeir).Select(each => each.Proposal);
        IEnumerable<Proposal> others = helped.OrderBy(IsMended).Concat(next.OrderBy(IsMended));
        return rate.Concat(others).Where(proposal => !there.Contains(proposal.Remedy) && proposal.Remedy is not BudgetRemedy)
            .DistinctBy(proposal => proposal.Remedy);

        bool IsMended(Proposal proposal) => isWeir && (CauseOf(proposal) is not { } cause || mended.Contains(cause));
    }
}
