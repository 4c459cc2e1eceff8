namespace Weir.Diagnosis;

/// <summary>Units of a layer that start out the same.</summary>
internal sealed class SymmetricInit : Rule
{
    public override Diagnostic Diagnostic { get; } = new("WEIR104", "symmetric-init", "the units of a layer are all the same")
    {
        Meaning = "Units with the same weights coming in and going out get the same gradient: they stay the same for ever, and the layer "
            + "does the work of one unit. With zeros nothing moves at all.",
        Remedies = ["a random initialisation (leave `weight` out)", "constants belong to biases and scales alone"],
    };

    public override Needs Needs => Needs.Network;

    public override bool IsOfFirstWeights => true;

    public override Finding? Judge(Dossier dossier, Limits limits)
    {
        if (dossier.Network is not { } network)
            return null;
        if (network.SymmetricLayers is { Count: > 0 } layers)
            return Found(dossier, Severity.Error, $"all units of {dossier.Name([.. layers])} have the same weights coming in and going out",
                layers) with
            { Strength = Strength.Proof };
        return network.EqualUnits is { Count: > 0 } equal
            ? Found(dossier, Severity.Warning, $"all units of {dossier.Name([.. equal])} have the same weights coming in: they begin as "
                + "one unit, and only those that go out part them", equal) with
            { Strength = Strength.Proof }
            : null;
    }
}
