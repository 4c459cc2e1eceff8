namespace Weir.Repair;

/// <summary>From what was tried to what is known of each hypothesis.</summary>
internal static class HypothesisList
{
    /// <summary>By so much more skill a change has helped.</summary>
    private const double Helps = 0.05;

    /// <summary>A measure that has moved by a tenth of itself has moved.</summary>
    private const double Moves = 0.1;

    /// <summary>Every hypothesis in the order of trials.</summary>
    /// <param name="order">What was proposed.</param>
    /// <param name="explored">What was tried; null where nothing was.</param>
    /// <param name="looks">Looks, those at the control among them.</param>
    /// <param name="seed">The seed of the trials.</param>
    /// <param name="proved">What was proved; null for nothing.</param>
    public static IReadOnlyList<Hypothesis> Of(IReadOnlyList<RankedProposal> order, Exploration? explored, IEnumerable<Trial> looks,
        long seed, Arm? proved)
    {
        Trial[] controls = [.. looks.Where(trial => trial.Branch == Arm.Control && trial.Seed == seed)];
        List<Hypothesis> all = [.. order.Select(ranked => Of(ranked, explored, controls, seed))];
        for (int i = 0; i < all.Count; i++)
        {
            // What is left after pruning is what the proof stands on.
            if (proved?.Proposals.Any(proposal => proposal.Id == all[i].Change) == true)
                all[i] = Proved(all[i]);
        }

        return all;
    }

    // A pair in which it did not help is none that the proof stands on.
    private static Hypothesis Proved(Hypothesis hypothesis) => hypothesis.Verdict == HypothesisVerdict.Confirmed ? hypothesis
        : hypothesis with
        {
            Verdict = HypothesisVerdict.Confirmed,
            Reason = "it is part of what was proved",
            QuantityBefore = null,
            QuantityAfter = null,
            Moved = null,
            SkillBefore = null,
            SkillAfter = null,
            Share = null,
        };

    private static Hypothesis Of(RankedProposal ranked, Exploration? explored, Trial[] controls, long seed)
    {
        Proposal proposal = ranked.Proposal;
        Hypothesis untested = new()
        {
            Cause = ranked.Cause?.Diagnostic.Name,
            Code = ranked.Cause?.Diagnostic.Code,
            Change = proposal.Id,
            Summary = proposal.Summary,
            Verdict = proposal.Refuted is null ? HypothesisVerdict.Untested : HypothesisVerdict.Refuted,
            Reason = proposal.Refuted ?? "others were more promising",
            Quantity = proposal.Remedy.Quantity,
            Predicted = proposal.Remedy.Direction,
        };
        if (explored is null)
            return untested;
        // The pair that differs in this change alone, and that came farthest; of those that came as far, the first: with fewest others.
        (Trial With, Trial Without)? pair = Pairs(proposal, explored, controls, seed).OrderByDescending(each => each.With.Share)
            .Select(each => ((Trial, Trial)?)each).FirstOrDefault();
        if (pair is not var (with, without))
        {
            bool tried = explored.Arms.Any(arm => arm.Proposals.Any(each => each.Id == proposal.Id));
            return tried && proposal.Refuted is null
                ? untested with { Reason = "it was tried, and nothing without it was looked at as early" } : untested;
        }

        if (with.Reason is { } reason)
            return untested with { Verdict = HypothesisVerdict.Untested, Reason = $"it could not be trained: {reason}" };
        double? before = without.Measures.TryGetValue(proposal.Remedy.Quantity, out double old) ? old : null;
        double? after = with.Measures.TryGetValue(proposal.Remedy.Quantity, out double now) ? now : null;
        bool helps = with.Skill - without.Skill > Helps;
        bool? moved = HasMoved(proposal.Remedy.Direction, before, after);
        return untested with
        {
            Verdict = helps ? HypothesisVerdict.Confirmed : HypothesisVerdict.Refuted,
            Reason = helps ? null : moved == true ? "what it should move has moved, and the network does no better"
                : "the network does no better",
            QuantityBefore = before,
            QuantityAfter = after,
            Moved = moved,
            SkillBefore = without.Skill,
            SkillAfter = with.Skill,
            Share = with.Share,
        };
    }

    private static IEnumerable<(Trial With, Trial Without)> Pairs(Proposal proposal, Exploration explored, Trial[] controls, long seed)
    {
        foreach (Arm arm in explored.Arms.Where(arm => arm.Proposals.Any(each => each.Id == proposal.Id))
            .OrderBy(arm => arm.Proposals.Count))
        {
            string[] others = [.. arm.Proposals.Select(each => each.Id).Where(id => id != proposal.Id)];
            foreach (double share in explored.Shares(arm))
            {
                if (explored.At(arm, share, seed) is not { } with)
                    continue;
                if (others.Length == 0)
                {
                    // Who has ended before comes no farther; who has ended later had more of its training.
                    if ((controls.FirstOrDefault(trial => trial.Share == share) ?? controls.FirstOrDefault(trial =>
                        trial.Ended && (trial.Share <= share || trial.Samples <= with.Samples))) is { } control)
                        yield return (with, control);
                }
                else if (explored.Arms.FirstOrDefault(each => each.Proposals.Select(own =>
                    own.Id).Order().SequenceEqual(others.Order())) is { } other
                    && explored.At(other, share, seed) is { } without)
                    yield return (with, without);
            }
        }
    }

    private static bool? HasMoved(EffectDirection direction, double? before, double? after) => before is not { } from
        || after is not { } to ? null
        : direction switch
        {
            EffectDirection.Up => to > from + (Moves * Math.Abs(from)),
            EffectDirection.Down => to < from - (Moves * Math.Abs(from)),
            _ => Math.Abs(to) < (1 - Moves) * Math.Abs(from),
        };
}
