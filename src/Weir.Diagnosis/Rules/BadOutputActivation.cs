namespace Weir.Diagnosis;

/// <summary>A function at the end of the network that keeps it from giving what the loss asks for.</summary>
internal sealed class BadOutputActivation : Rule
{
    public override Diagnostic Diagnostic { get; } = new("WEIR010", "bad-output-activation", "the function at the output does not fit the loss")
    {
        Meaning = "The loss expects numbers that the last function cannot give, or applies the same function once more: gradients are scaled down, or outputs stick at the function's limits.",
        Remedies = ["leave the function out: the loss wants logits, or plain values", "choose the loss that goes with the function"],
    };

    public override Finding? Judge(Dossier dossier, Limits limits)
    {
        if (dossier.Network?.OutputFunction is not { } function || dossier.Setup is not { } setup)
            return null;
        string? wrong = setup.Loss switch
        {
            "cross-entropy" when function is "softmax" => "cross-entropy takes logits and applies the softmax itself: behind another softmax its logits lie between 0 and 1, and no class can become likely",
            "cross-entropy" or "sigmoid-cross-entropy" when function is "sigmoid" or "tanh" => $"{setup.Loss} takes logits: those of a {function} lie within {(function == "tanh" ? 2 : 1)} of each other, so that no class can become likely",
            "cross-entropy" or "sigmoid-cross-entropy" when function is "relu" => "logits below 0 are cut off, and an output that is off for every sample gets no gradient",
            "cross-entropy" or "sigmoid-cross-entropy" when function is "softmax" or "exponential" or "softplus" => $"{setup.Loss} takes logits, which must be able to fall below 0",
            _ when dossier.Data?.Target is { } target => Range(function, target.Least, target.Greatest),
            _ => null,
        };
        return wrong is null ? null : Found(dossier, Severity.Warning, $"the network ends in {function}: {wrong}", dossier.Weighted.Count > 0 ? [dossier.Header.Layers.Count - 1] : null);
    }

    private static string? Range(string function, double least, double greatest)
    {
        (double low, double high) = function switch
        {
            "relu" or "softplus" or "exponential" => (0, double.PositiveInfinity),
            "sigmoid" or "softmax" => (0, 1),
            "tanh" => (-1, 1),
            _ => (double.NegativeInfinity, double.PositiveInfinity),
        };
        return least < low || greatest > high ? $"its values lie between {low} and {high}, the targets between {least:g3} and {greatest:g3}" : null;
    }
}
