using Weir.Flow;
using Weir.Nn;

namespace Weir.Diagnosis;

/// <summary>Weight decay or dropout that outweighs the data.</summary>
internal sealed class OverRegularised : Rule
{
    private static readonly Threshold s_pull = new("pull", 0.5, "norm of the decay's gradient, λ‖w‖, over that of the data's gradient");
    private static readonly Threshold s_decay =
        new("decay", 3, "how many times over decay alone would take the weights to 1/e "
            + "in the whole run; for L2 with adaptive steps, over their own size");
    private static readonly Threshold s_shrunk = new("shrunk", 0.5, "norm of all weights over that at the start, in a run with decay "
        + "that is no better than guessing: the data moves weights, and only decay takes them away");
    private static readonly Threshold s_dropout = new("dropout", 0.75, "largest share that a layer drops");
    private static readonly Threshold s_noise = new("noise", 6, "variance that dropout adds to the signal, Σ p/(1 − p) over layers");

    private static readonly Threshold s_learnt = new("learnt", 0.8, "share of what guessing leaves that is got right: beyond it the "
        + "balance of decay and data is no fault", Origin.Convention);

    private static readonly Threshold s_held = new("held", 0.3, "λ‖w‖² over the loss at the end of a run that has come to a stand: by how "
        + "many per cent of its own the loss would fall if all weights were 1 % larger, which decay alone forbids", Origin.Theory);

    private const double Late = 0.9;
    private const double Start = 0.05;
    private const double Guessing = 0.05;

    public override Diagnostic Diagnostic { get; } = new("WEIR401", "over-regularised", "regularisation outweighs the data")
    {
        Meaning = "Decay pulls the weights to zero faster than the data pulls them away, dropout or noise leaves too little of the signal, "
            + "or smoothing too little of the targets: the network fits less than it could, at worst not even its training part.",
        Remedies = ["a tenth of the weight decay", "dropout of 0.5 or less", "regularise only what overfits"],
    };

    public override IReadOnlyList<Threshold> Thresholds { get; } = [s_pull, s_decay, s_shrunk, s_held, s_dropout, s_noise, s_learnt,
        .. SettingFaults.ThresholdsOf("over-regularised")];

    public override Needs Needs => Needs.Setup | Needs.Network;

    public override Finding? Judge(Dossier dossier, Limits limits) =>
        Dropout(dossier, limits) ?? Decay(dossier, limits) ?? AbsolutePenalty(dossier, limits) ?? Shrunk(dossier, limits)
        ?? Held(dossier, limits) ?? OfSettings(dossier, limits);

    private Finding? Dropout(Dossier dossier, Limits limits)
    {
        if (dossier.Network is not { } network || network.Dropout.Count + network.BranchDropout.Count == 0)
            return null;
        // Beside a branch the signal passes undisturbed: the noise of several blocks is that of one, not their sum.
        double largest = network.Dropout.Concat(network.BranchDropout).Max();
        double noise = network.Dropout.Sum(Noise) + (network.BranchDropout.Count > 0 ? network.BranchDropout.Average(Noise) : 0);
        if (largest < limits.Of(s_dropout) && noise < limits.Of(s_noise))
            return null;
        // Whatever a branch drops, the signal has the way past it: a run that learns shows that it is enough.
        bool isPassed = network.Dropout.Count == 0;
        if (isPassed && dossier.Outcome.Skill >= Limits.Half)
            return null;
        return Found(dossier, Sure(dossier), $"dropout of up to {largest:p0} in {network.Dropout.Count + network.BranchDropout.Count} "
            + $"layers{(isPassed ? ", all in branches past which the signal goes," : "")} adds {noise:g2} times the signal as noise", null,
            new Evidence("Σ p/(1 − p)", noise, limits.Of(s_noise), "below 3"),
                new Evidence("dropout", largest, limits.Of(s_dropout), "0.5 or less")) with
        {
            Strength = isPassed && dossier.Outcome.IsBetterThanGuessing != false ? Strength.Suspected : Strength.Measured,
            Remedies = largest > 0.5 ? ["dropout of 0.5 or less", "dropout in fewer layers"]
                : [$"dropout in fewer layers than {network.Dropout.Count}", $"dropout of {largest / 2:g2} in each"],
        };

        static double Noise(double share) => share / Math.Max(1e-6, 1 - share);
    }

    /// <summary>The absolute penalty pulls each weight with the same strength, however small it is.</summary>
    private Finding? AbsolutePenalty(Dossier dossier, Limits limits)
    {
        if (dossier.Setup is not { AbsolutePenalty: > 0 and var strength } setup || dossier.Initial.Count == 0
            || dossier.Weights.Count == 0)
            return null;
        double entries = dossier.Entries();
        double pull = dossier.Typical(sample =>
            strength * Math.Sqrt(entries / Math.Max(1e-30, dossier.SquaredGradients(sample))));
        // Adaptive steps are as long as the rate where the penalty outweighs the data; others as long as rate times strength.
        double times = setup.RateSum * setup.Gathering * (setup.Adaptive ? 1 : strength) / Math.Max(Size(dossier), 1e-30);
        return pull > limits.Of(s_pull) && times > 1
            ? Found(dossier, Sure(dossier), $"the absolute penalty of {strength:g2} pulls {pull:g2} times as hard as the data", null,
                new Evidence("strength·√n / ‖gradient‖", pull, limits.Of(s_pull), "below 0.1")) with
            {
                Remedies = ["a tenth of the `l1` strength, or none", "regularise only what overfits"],
            }
            : null;
    }

    private Finding? Decay(Dossier dossier, Limits limits)
    {
        if (dossier.Setup is not { WeightDecay: > 0 } setup || dossier.Initial.Count == 0)
            return null;
        bool normalized = IsNormalized(setup);
        double times = Times(dossier, setup);
        // Once a network has learnt, the data's gradient is no larger than what decay holds against it.
        if (times < limits.Of(s_decay) || (normalized && dossier.Outcome.Skill > limits.Of(s_learnt)))
            return null;
        // Decoupled decay meets steps of about the rate's length in each entry, L2 meets the gradient itself.
        double pull = setup.DecoupledDecay
            ? setup.WeightDecay * Size(dossier)
            : dossier.Typical(sample => setup.WeightDecay
                * Math.Sqrt(dossier.SquaredWeights(sample) / Math.Max(1e-30, dossier.SquaredGradients(sample))));
        return pull > limits.Of(s_pull)
            ? Found(dossier, Sure(dossier), $"weight decay of {setup.WeightDecay:g2} pulls {pull:g2} times as hard as the data, and "
                + (normalized ? $"its steps go {times:g3} times as far as the weights are large" : $"would take the weights to 1/e "
                    + $"{times:g3} times over in the run"), null,
                new Evidence("λ‖w‖ / ‖gradient‖", pull, limits.Of(s_pull), "below 0.1"),
                new Evidence(normalized ? "rate × steps / size of a weight" : "rate × decay × steps", times, limits.Of(s_decay), "below 1"))
            : null;
    }

    private Finding? Shrunk(Dossier dossier, Limits limits)
    {
        if (dossier.Setup is not { WeightDecay: > 0 } setup || dossier.Samples.Count < 8 || dossier.Fraction < Start
            || !(dossier.Learning.ExplainedNow < Guessing))
            return null;
        double left = Math.Sqrt(dossier.SquaredWeights(dossier.Samples[^1]) / dossier.SquaredWeights(dossier.Samples[0]));
        return left < limits.Of(s_shrunk)
            ? Found(dossier, dossier.Fraction > 0.3 ? Severity.Error : Severity.Warning, $"weight decay of {setup.WeightDecay:g2} has "
                + $"left {left:p0} of the first weights, and the network is no better than guessing", null,
                new Evidence("weight.norm / at the start", left, limits.Of(s_shrunk), "about 1 or more"))
            : null;
    }

    /// <summary>
    /// Where a run has come to a stand, the data's gradient and the decay balance each other: λw = −∂L/∂w, and λ‖w‖² is how fast the loss
    /// would still fall with the weights' size. Behind normalisation their size is nothing to the loss, and decoupled decay balances steps.
    /// </summary>
    private Finding? Held(Dossier dossier, Limits limits)
    {
        if (dossier.Setup is not { WeightDecay: > 0, DecoupledDecay: false } setup || dossier.Fraction < Late
            || dossier.Samples.Count < 24 || !(dossier.Learning.ExplainedNow < limits.Of(s_learnt))
            || dossier.Header.Layers.Any(layer => layer.Traits.HasFlag(LayerTraits.Normalizes)))
            return null;
        FlowSample[] late = [.. dossier.Samples.Where(sample => sample.Step > dossier.Step / 2)];
        // Where nothing was learnt, no gradient pulls back, or decay had not the time to act, something else holds it.
        if (late.Length < 8 || Measures.LevelOf(late) is not { } loss || dossier.Learning is not { Recent: > 0, HasLearnt: true }
            || Measures.Median(late.Select(sample => Math.Sqrt(dossier.SquaredGradients(sample) / dossier.SquaredWeights(sample)))
                .Where(double.IsFinite)) < setup.WeightDecay / 2 || Times(dossier, setup) < 1)
            return null;
        double held = setup.WeightDecay * Measures.Median(late.Select(dossier.SquaredWeights)) / loss;
        return held > limits.Of(s_held)
            ? Found(dossier, dossier.Outcome.Skill < limits.Of(s_learnt) ? Severity.Warning : Severity.Information,
                $"weight decay of {setup.WeightDecay:g2} holds the loss at {loss:g3}: weights 1 % larger would lower it by {held / 100:p1}",
                null, new Evidence("λ‖w‖² / loss", held, limits.Of(s_held), "below 0.1"))
            : null;
    }

    // Where L2 outweighs the data, adaptive steps are as long as the rate whatever the decay; others as long as rate times decay.
    private static bool IsNormalized(SetupFacts setup) => setup is { Adaptive: true, DecoupledDecay: false };

    /// <summary>How many times over decay alone would take the weights to 1/e in the whole run.</summary>
    private static double Times(Dossier dossier, SetupFacts setup) => setup.RateSum * setup.Gathering
        * (IsNormalized(setup) ? 1 / Math.Max(Size(dossier), 1e-30) : setup.WeightDecay);

    private static Severity Sure(Dossier dossier) => dossier.Fraction > 0.3 && dossier.Learning is { HasLearnt: false, TellsApart: false }
        ? Severity.Error : Severity.Warning;

    /// <summary>The size of a weight's entry, before training.</summary>
    private static double Size(Dossier dossier) =>
        dossier.Typical(sample => Math.Sqrt(dossier.SquaredWeights(sample) / dossier.Entries()));
}
