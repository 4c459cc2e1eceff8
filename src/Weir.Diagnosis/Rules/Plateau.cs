namespace Weir.Diagnosis;

/// <summary>A loss that stays where the best constant prediction is.</summary>
internal sealed class Plateau : Rule
{
    private static readonly Threshold s_explained = new("explained", 0.03, "share of the trivial predictor's loss that the network has learnt to avoid");
    private static readonly Threshold s_fraction = new("fraction", 0.5, "share of the budget after which it counts");

    public override Diagnostic Diagnostic { get; } = new("WEIR502", "plateau", "the network is no better than guessing")
    {
        Faults = [],
        Causes =
        [
            "non-finite-input", "unscaled-input", "symmetric-init", "over-regularised", "over-clipped", "exploding-gradient", "dying-relu", "vanishing-gradient", "saturation", "bad-output-activation",
            "units-died", "learning-rate-too-high", "learning-rate-too-low", "misaligned-labels", "missing-nonlinearity", "oscillation", "units-saturated", "loss-misfit",
        ],
        Meaning = "Half of the budget is spent and the loss is still that of the best constant prediction: the network ignores its inputs.",
        Remedies = ["look for a cause among the other findings", "`weir check --overfit`: a network that cannot learn sixteen samples by heart has a problem of optimisation, one that can has one of data"],
    };

    public override IReadOnlyList<Threshold> Thresholds { get; } = [s_explained, s_fraction];

    public override Finding? Judge(Dossier dossier, Limits limits)
    {
        if (dossier.Fraction < limits.Of(s_fraction) || dossier.Data?.TrivialLoss is null || dossier.Learning is not { Explained: { } explained, Recent: { } recent, Trivial: { } trivial, TellsApart: false } || explained > limits.Of(s_explained))
            return null;
        return Found(dossier, Severity.Error, $"after {dossier.Fraction:p0} of the steps the loss is {recent:g4}; guessing has {trivial:g4}", null,
            new Evidence("1 − loss / that of guessing", explained, limits.Of(s_explained), "above 0.3"));
    }
}
