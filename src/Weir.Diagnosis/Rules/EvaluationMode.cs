namespace Weir.Diagnosis;

/// <summary>A network that trains in the mode that is meant for its use: <c>eval</c> was left on.</summary>
internal sealed class EvaluationMode : Rule
{
    public override Diagnostic Diagnostic { get; } = new("WEIR405", "evaluation-mode", "the network trains in evaluation mode")
    {
        Meaning = "Batch normalisation takes its running averages, which no longer follow, and dropout drops nothing: the network is not "
            + "trained as it was built.",
        Remedies = ["back to training mode after each validation (`model.train()`)"],
    };

    public override Needs Needs => Needs.Setup | Needs.Network;

    public override bool SaysItFails => false;

    public override bool ComesFromRecipes => false;

    public override Finding? Judge(Dossier dossier, Limits limits)
    {
        if (dossier is not { Setup.EvaluationSince: { } since, Network: { } network })
            return null;
        bool drops = network.Dropout.Count + network.BranchDropout.Count > 0;
        if (!network.BatchNorm && !drops)
            return null;
        string what = network switch
        {
            { BatchNorm: true } when drops => "batch normalisation takes averages that stand still, and dropout drops nothing",
            { BatchNorm: true } => "batch normalisation takes averages that stand still",
            _ => "dropout drops nothing",
        };
        string from = since <= 1 ? "all along" : $"from step {since} on";
        return Found(dossier, network.BatchNorm ? Severity.Error : Severity.Warning,
            $"{from} the network makes its steps in evaluation mode: {what}") with
        { Strength = Strength.Proof };
    }
}
