using Weir.Diagnosis;

namespace Weir.Repair;

/// <summary>
/// From findings to an order of proposals: each finding is a hypothesis on the cause, the more so the graver, the surer and the nearer to
/// a root it is, and speaks for the remedies that treat it. What a measurement refutes comes last.
/// </summary>
internal static class HypothesisRanking
{
    /// <summary>How much less a finding counts than the one before it.</summary>
    private const double Fall = 0.8;

    /// <summary>A consequence is mended with its cause, and tells less of what to do.</summary>
    private const double OfConsequence = 0.45;

    /// <summary>All proposals of all remedies, the most promising first.</summary>
    public static IReadOnlyList<RankedProposal> Of(RepairCase about)
    {
        List<(Finding Finding, double Weight)> hypotheses = [];
        double place = 1;
        foreach (Finding finding in about.Findings)
        {
            double severity = finding.Severity switch
            {
                Severity.Error => 1,
                Severity.Warning => 0.75,
                Severity.Information => 0.25,
                _ => 0,
            };
            double root = finding.Because is null || finding.IsEither ? 1 : OfConsequence;
            hypotheses.Add((finding, severity * root * place));
            // Causes that stand side by side count alike until the next.
            if (root == 1)
                place *= Fall;
        }

        return
        [
            .. RemedyList.All.SelectMany(remedy => remedy.Propose(about)).Select(proposal => Weigh(proposal, hypotheses))
                .OrderBy(ranked => ranked.Proposal.Refuted is not null)
                .ThenBy(ranked => ranked.Proposal.Remedy.IsLastResort)
                .ThenByDescending(ranked => ranked.Weight),
        ];
    }

    private static RankedProposal Weigh(Proposal proposal, IReadOnlyList<(Finding Finding, double Weight)> hypotheses)
    {
        // Whether none of them is right, as if each spoke for itself.
        double none = 1, best = 0;
        Finding? cause = null;
        foreach ((Finding finding, double weight) in hypotheses)
        {
            double treats = weight * proposal.Remedy.Treats.GetValueOrDefault(finding.Diagnostic.Name);
            none *= 1 - (0.95 * treats);
            if (treats > best)
                (best, cause) = (treats, finding);
        }

        // What the best hypothesis says counts more than many weak ones together.
        return new RankedProposal(proposal, proposal.Fit * ((0.7 * best) + (0.3 * (1 - none)) + proposal.Remedy.Prior), cause);
    }
}
