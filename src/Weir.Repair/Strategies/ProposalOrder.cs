namespace Weir.Repair;

/// <summary>The order in which a strategy tries what remedies propose.</summary>
internal static class ProposalOrder
{
    /// <summary>All proposals in the strategy's order.</summary>
    public static IReadOnlyList<RankedProposal> Of(RepairCase about, RepairStrategy strategy, long seed)
    {
        IReadOnlyList<RankedProposal> ranked = HypothesisRanking.Of(about);
        return strategy switch
        {
            RepairStrategy.Random => Shuffled(ranked, seed),
            RepairStrategy.Fixed => FixedOrder.Of(about, ranked),
            _ => ranked,
        };
    }

    private static RankedProposal[] Shuffled(IReadOnlyList<RankedProposal> ranked, long seed)
    {
        // Not by the ranking: the draw must not know of it.
        RankedProposal[] all = [.. ranked.OrderBy(each => each.Proposal.Id, StringComparer.Ordinal)];
        Weir.Tensors.RandomStream.For(seed, "repair.random").Shuffle<RankedProposal>(all);
        return all;
    }
}
