using Weir.Flow;

namespace Weir.Repair;

/// <summary>
/// AutoTrainer's way (Zhang et al., ICSE 2021): a symptom by its own limits on the trace, and for each symptom a list of repairs in a
/// fixed order. What its lists do not have stands behind, in the order of the list of remedies.
/// </summary>
internal static class FixedOrder
{
    private static readonly Dictionary<string, string[]> s_orders = new(StringComparer.Ordinal)
    {
        ["vanish"] = ["activation-selu", "activation-relu", "normalization-batch"],
        ["explode"] = ["activation-selu", "activation-relu", "clipping-norm", "activation-tanh", "normalization-batch"],
        ["dying"] = ["activation-selu", "normalization-batch", "initialization-auto", "activation-leaky-relu"],
        ["unstable"] = ["optimizer-adam-0.001", "rate", "schedule", "batch", "optimizer-momentum", "initialization"],
        ["slow"] = ["optimizer", "rate", "initialization"],
    };

    /// <summary>All proposals, those of the symptom's list first.</summary>
    public static IReadOnlyList<RankedProposal> Of(RepairCase about, IReadOnlyList<RankedProposal> proposals)
    {
        string[] order = s_orders[SymptomOf(about)];
        return
        [
            .. proposals.OrderBy(each => Array.FindIndex(order, name =>
                each.Proposal.Id.StartsWith(name, StringComparison.Ordinal)) is >= 0 and var at
                ? at : order.Length)
                .ThenBy(each => RemedyList.All.ToList().IndexOf(each.Proposal.Remedy)),
        ];
    }

    /// <summary>Its symptom: vanish, explode, dying, unstable or slow.</summary>
    internal static string SymptomOf(RepairCase about)
    {
        if (about.Trace is not { Samples.Count: > 0 } trace)
            return "slow";
        int[] weights = [.. Enumerable.Range(0, trace.Header.Parameters.Count).Where(i => trace.Header.Parameters[i].Kind == "weight")];
        // Its judgement falls after 30 % of the epochs.
        FlowSample[] seen = [.. trace.Samples.Skip((int)(0.3 * trace.Samples.Count))];
        if (trace.Samples.Any(sample => !double.IsFinite(sample.Loss)) || Share(sample => Ratio(sample) > 70) > 0.5)
            return "explode";
        if (Share(sample => Ratio(sample) < 1e-3 && sample.Parameters[weights[0]].GradientNorm < 1e-4) > 0.5)
            return "vanish";
        if (Share(sample => weights.Average(i => sample.Parameters[i].GradientZero) >= 0.7) > 0.5)
            return "dying";
        double[] losses = [.. seen.Select(sample => sample.Loss)];
        int swings = Enumerable.Range(1, Math.Max(0, losses.Length - 1)).Count(i => losses[i] > 1.03 * losses[i - 1]);
        return swings >= 0.2 * losses.Length && about.Find("learning-rate-too-low") is null ? "unstable" : "slow";

        double Share(Func<FlowSample, bool> has) => weights.Length == 0 || seen.Length == 0 ? 0 : (double)seen.Count(has) / seen.Length;
        double? Ratio(FlowSample sample) => sample.Parameters[weights[0]].GradientNorm / (sample.Parameters[weights[^1]].GradientNorm
            is { } last ? Math.Max(1e-30, last) : null);
    }
}
