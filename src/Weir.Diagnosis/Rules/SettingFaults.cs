using Weir.Flow;
using Weir.Nn;

namespace Weir.Diagnosis;

/// <summary>
/// Settings that work against the training, each told of by the rule that its harm belongs to. A new one is a function and a line here.
/// </summary>
internal static class SettingFaults
{
    private static readonly Threshold s_patience = new("patience", 0, "epochs without a better metric that are borne, up to which one "
        + "unlucky epoch ends the run, or lowers the rate", Origin.Convention);

    /// <summary>All of them.</summary>
    public static IReadOnlyList<SettingFault> All { get; } =
    [
        new("vanishing-gradient", null, InnerShares),
        new("over-regularised", null, OutputDropout),
        new("over-regularised", new Threshold("smoothing", 0.8, "share of each target that label smoothing spreads over all classes; 0.1 "
            + "is usual", Origin.Convention), Smoothing),
        new("over-regularised", new Threshold("gradient-noise", 1, "what the noise of all steps adds up to, over all gradients if they "
            + "stayed as large and agreed as the first, or, where steps are as long as the gradient, its way over the weights' size",
            Origin.Theory), GradientNoise),
        new("short-schedule", s_patience, Patience),
        new("short-schedule", s_patience, RatePatience),
    ];

    /// <summary>The thresholds that a rule has from here.</summary>
    /// <param name="diagnostic">The name of its diagnostic.</param>
    public static IEnumerable<Threshold> ThresholdsOf(string diagnostic) =>
        All.Where(fault => fault.Diagnostic == diagnostic).Select(fault => fault.Limit).OfType<Threshold>().Distinct();

    /// <summary>A function that makes shares of a whole, as for probabilities, between layers with weights.</summary>
    private static SettingClaim? InnerShares(Dossier dossier, double limit)
    {
        if (dossier.Weighted.Count < 2)
            return null;
        // A program's own code may multiply what an attention's softmax puts out, which is no layer of a chain.
        int[] layers = [.. Enumerable.Range(0, dossier.Weighted[^1]).Where(i => IsInChain(dossier.Header.Layers[i])
            && dossier.Header.Layers[i].Traits.HasFlag(LayerTraits.Shares))];
        if (layers.Length == 0)
            return null;
        int units = layers.Max(i => dossier.Header.Layers[i].Units);
        return new SettingClaim($"a softmax stands between layers with weights, in {dossier.Name(layers)}: {units} outputs that add up to "
            + $"1 are about 1/{units} each, and little of signal and gradient comes through",
            "a rectifier instead of the softmax, which is made for the output", "batch or layer normalisation")
        {
            Layers = layers,
            Evidence = new Evidence("outputs that add up to 1, between layers", units, null, "none"),
        };

        static bool IsInChain(TraceLayer layer) => layer.Kind.Contains('+', StringComparison.Ordinal)
            || layer.Traits.HasFlag(LayerTraits.Follows);
    }

    /// <summary>Dropout that has nothing with weights behind it drops the answers themselves.</summary>
    private static SettingClaim? OutputDropout(Dossier dossier, double limit) => dossier.Network is { OutputDropout: > 0 and var share }
        ? new SettingClaim($"dropout of {share:p0} stands behind the last layer with weights: it strikes out the network's own answers, "
            + "and no weights make up for it", "dropout before the last layer, or none")
        { Evidence = new Evidence("dropout of the outputs", share, 0, "0") }
        : null;

    private static SettingClaim? Smoothing(Dossier dossier, double limit) => dossier.Setup is { Smoothing: var share } && share > limit
        ? new SettingClaim($"label smoothing of {share:g3} spreads {share:p0} of each target over all classes: {1 - share:p0} is left to "
            + "tell them apart by", "label smoothing of 0.1, or none")
        { Evidence = new Evidence("label smoothing", share, limit, "0 to 0.2") }
        : null;

    /// <summary>
    /// Noise of unlike signs adds up to the root of its variances, gradients that agree to their sum: where the noise is the larger even
    /// then, steps go nowhere. And noise that moves weights as far as they are large leaves nothing of them.
    /// </summary>
    private static SettingClaim? GradientNoise(Dossier dossier, double limit)
    {
        if (dossier.Setup is not { GradientNoise: > 0 and var noise, TotalSteps: > 0 } setup || dossier.Initial.Count == 0
            || dossier.Weights.Count == 0)
            return null;
        double entries = dossier.Entries();
        // The norm of them all is that before noise is added.
        double all = dossier.Header.Parameters.Sum(parameter => parameter.Shape.Aggregate(1.0, (product, length) => product * length));
        double gradient = dossier.Typical(sample => (sample.GradientNorm ?? double.NaN) / Math.Sqrt(all));
        double size = dossier.Typical(sample => Math.Sqrt(dossier.SquaredWeights(sample) / entries));
        double drowned = noise / Math.Max(gradient * setup.TotalSteps, 1e-30);
        double moved = setup.Adaptive ? 0 : setup.Rate * setup.Gathering * noise / Math.Max(size, 1e-30);
        if (!(Math.Max(drowned, moved) > limit))
            return null;
        string how = moved > drowned ? $"moves them by {moved:g2} times their size"
            : $"comes to {drowned:g2} times all that gradients as large as the first, {gradient:g2}, can add up to";
        return new SettingClaim($"the noise that is added to the gradient of each weight {how} in {setup.TotalSteps:n0} steps",
            "a hundredth of the variance of `noise`, or none", "a larger power by which the noise falls (`decay` of `noise`)")
        {
            Strength = Strength.Measured,
            Evidence = new Evidence(moved > drowned ? "way of the noise / size of the weights" : "noise of all steps / all gradients",
                Math.Max(drowned, moved), limit, "below 0.1"),
        };
    }

    /// <summary>A run that the first epoch that is no better ends: at its end it is known whether that was too soon.</summary>
    private static SettingClaim? Patience(Dossier dossier, double limit)
    {
        if (dossier.Setup is not { Patience: { } patience, TotalSteps: > 0 } setup || patience > limit)
            return null;
        string unlucky = $"early stopping with a patience of {patience} ends the run at the first epoch that is no better than the best";
        if (dossier.End is not { } end)
            return Told(unlucky);
        bool wasShort = end.Steps * 2 < setup.TotalSteps && dossier.Outcome.Skill < Limits.Half;
        return wasShort
            ? Told($"early stopping with a patience of {patience} ended the run after {end.Steps:n0} of {setup.TotalSteps:n0} steps, at "
                + "the first epoch that was no better than the best") with
            { Severity = Severity.Error, Strength = Strength.Measured }
            : Told(unlucky) with { Severity = Severity.Information };

        SettingClaim Told(string message) => new(message, "a patience of several epochs: the metric goes up and down (`early-stopping: "
            + "{patience: 10}`)")
        { Evidence = new Evidence("patience of early stopping, in epochs", patience, limit, "5 or more") };
    }

    /// <summary>A rate that falls at the first epoch that is no better: while the run goes on its rates tell whether it does.</summary>
    private static SettingClaim? RatePatience(Dossier dossier, double limit)
    {
        const double Gone = 0.01;
        if (dossier.Setup is not { RatePatience: { } patience } setup || patience > limit)
            return null;
        string unlucky = $"at the first epoch that is no better than the best (a patience of {patience})";
        SettingClaim claim = new($"the schedule lowers the rate {unlucky}",
            "a patience of several epochs: the metric goes up and down (`plateau: {patience: 5}`)")
        { Evidence = new Evidence("patience of the schedule, in epochs", patience, limit, "3 or more") };
        if (dossier.Samples.Count == 0 || dossier.Fraction < Limits.Half)
            return claim;
        return dossier.Samples.LastOrDefault(sample => sample.Step <= (setup.TotalSteps + 1) / 2) is { } middle
            && middle.Rate < Gone * setup.Rate && dossier.Outcome.Skill < Limits.Half
            ? claim with
            {
                Message = $"the schedule, which lowers the rate {unlucky}, had taken it from {setup.Rate:g2} to {middle.Rate:g2} by the "
                    + "middle of the run",
                Severity = Severity.Error,
                Strength = Strength.Measured,
            }
            : claim with { Severity = Severity.Information };
    }
}
