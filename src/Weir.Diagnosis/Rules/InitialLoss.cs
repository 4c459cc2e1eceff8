namespace Weir.Diagnosis;

/// <summary>A loss before training that is far above that of guessing.</summary>
internal sealed class InitialLoss : Rule
{
    private static readonly Threshold s_factor =
        new("factor", 3, "the loss before training of classes over that of an even guess among them, ln C, or of the best constant where "
            + "that is more");

    public override Diagnostic Diagnostic { get; } =
        new("WEIR012", "initial-loss", "the loss before training is far above that of guessing")
        {
            Faults = [],
            IsSymptom = true,
            Meaning = "The untrained network is sure of what it cannot know: its logits are too large, and the first steps are spent on "
            + "taking them back.",
            Remedies = ["smaller weights in the last layer", "scaled inputs", "an initialisation with the right gain"],
        };

    public override IReadOnlyList<Threshold> Thresholds { get; } = [s_factor];

    public override Needs Needs => Needs.Data | Needs.Setup | Needs.Initial;

    public override bool SaysItFails => false;

    public override bool IsOfFirstWeights => true;

    public override Finding? Judge(Dossier dossier, Limits limits)
    {
        if (dossier.Setup is not { Classification: true } || dossier.Data?.TrivialLoss is not > 0 || dossier.InitialSignal.Count == 0)
            return null;
        // A network that knows nothing and is sure of nothing has ln C, also where one class is much more frequent than the others.
        double guessing = dossier.Data.TrivialLoss.Value, trivial = Math.Max(guessing, Math.Log(Math.Max(2, dossier.Setup.Outputs))),
            loss = dossier.Typical(sample => sample.Loss);
        return loss > limits.Of(s_factor) * trivial
            ? Found(dossier, Severity.Information, $"the loss before training is {loss:g3}, that of "
                + $"{(trivial > guessing ? "an even guess" : "guessing")} {trivial:g3}", null,
                new Evidence("loss before training", loss, limits.Of(s_factor) * trivial, $"about {trivial:g3}"))
            : null;
    }
}
