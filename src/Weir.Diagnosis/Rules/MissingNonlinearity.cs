namespace Weir.Diagnosis;

/// <summary>Several layers with weights and no function between any of them.</summary>
internal sealed class MissingNonlinearity : Rule
{
    public override Diagnostic Diagnostic { get; } = new("WEIR103", "missing-nonlinearity", "the network is linear")
    {
        Meaning = "Linear layers one behind the other compute what one of them could: however deep, the network can only draw straight lines.",
        Remedies = ["put a function behind each hidden layer (`activation: relu`)", "take a single linear layer if that is what is meant"],
    };

    public override Finding? Judge(Dossier dossier, Limits limits) => dossier.Network is { IsLinear: true } && dossier.Weighted.Count > 1
        ? Found(dossier, Severity.Warning, $"{dossier.Weighted.Count} layers with weights follow each other without a function between them: together they are one linear map", dossier.Weighted)
        : null;
}
