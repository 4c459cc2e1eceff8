namespace Weir.Diagnosis;

/// <summary>A batch of a single sample behind batch normalisation, which has no deviation to divide by.</summary>
internal sealed class BatchOfOne : Rule
{
    public override Diagnostic Diagnostic { get; } = new("WEIR404", "batch-of-one", "batch normalisation meets a batch of one")
    {
        Meaning = "Over a single sample every feature has deviation 0: batch normalisation would answer with its shift, whatever comes "
            + "in, and training stops there.",
        Remedies = ["leave the last batch out where it is not full (`drop-last: true`)", "a batch size that leaves no rest of one",
            "layer or group normalisation, which do not depend on the batch"],
    };

    public override Needs Needs => Needs.Setup | Needs.Network;

    public override bool SaysItFails => false;

    public override Finding? Judge(Dossier dossier, Limits limits)
    {
        if (dossier.Network is not { NormalizesSamplesAlone: true } || dossier.Setup is not { LastBatch: 1 } setup)
            return null;
        string which = setup.Batch == 1 ? "every batch is a single sample" : "the last batch of each epoch is a single sample, as "
            + $"{dossier.Data?.Samples.ToString() ?? "their number"} samples leave a rest of 1 over batches of {setup.Batch}";
        return Found(dossier, Severity.Error,
            $"{which}, and the network has batch normalisation over samples") with
        {
            Strength = Strength.Proof,
            Remedies = setup.Batch == 1 ? ["batches of several samples", Diagnostic.Remedies[^1]] : Diagnostic.Remedies,
        };
    }
}
