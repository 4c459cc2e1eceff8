namespace Weir.Diagnosis;

/// <summary>Units of a layer that start out the same.</summary>
internal sealed class SymmetricInit : Rule
{
    public override Diagnostic Diagnostic { get; } = new("WEIR104", "symmetric-init", "the units of a layer are all the same")
    {
        Meaning = "Units with the same weights coming in and going out get the same gradient: they stay the same for ever, and the layer does the work of one unit. With zeros nothing moves at all.",
        Remedies = ["a random initialisation (leave `weight` out)", "constants belong to biases and scales alone"],
    };

    public override Finding? Judge(Dossier dossier, Limits limits) => dossier.Network is { SymmetricLayers: { Count: > 0 } layers }
        ? Found(dossier, Severity.Error, $"all units of {dossier.Name([.. layers])} have the same weights coming in and going out", layers)
        : null;
}
