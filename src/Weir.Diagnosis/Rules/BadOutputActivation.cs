using Weir.Flow;

namespace Weir.Diagnosis;

/// <summary>A function at the end of the network that keeps it from giving what the loss asks for.</summary>
internal sealed class BadOutputActivation : Rule
{
    private static readonly Threshold s_silent = new("silent", 0.999,
        "share of the outputs that are 0 in all draws, or in the last samples: behind a rectifier no gradient passes", Origin.Theory);
    private const int Window = 4;

    public override Diagnostic Diagnostic { get; } =
        new("WEIR010", "bad-output-activation", "the function at the output does not fit the loss")
        {
            Meaning = "The loss expects numbers that the last function cannot give, or applies the same function once more: gradients are "
            + "scaled down, or outputs stick at the function's limits.",
            Remedies = ["leave the function out: the loss wants logits, or plain values", "choose the loss that goes with the function"],
        };

    public override IReadOnlyList<Threshold> Thresholds { get; } = [s_silent];

    public override Needs Needs => Needs.Setup | Needs.Network;

    public override Finding? Judge(Dossier dossier, Limits limits)
    {
        if (dossier.Network?.OutputFunction is not { } function || dossier.Setup is not { } setup)
            return null;
        int[]? head = dossier.Weighted.Count > 0 ? [dossier.Header.Layers.Count - 1] : null;
        int outputs = dossier.Weighted.Count > 0 ? dossier.Header.Layers[dossier.Weighted[^1]].Units : setup.Outputs;
        if (function == "softmax" && outputs == 1)
        {
            return Found(dossier, Severity.Error, "the network ends in a softmax over a single output, which is 1 whatever comes in: its "
                + "gradient is exactly 0, and nothing is learnt", head) with
            {
                Strength = Strength.Proof,
                Remedies = ["a sigmoid instead of the softmax, or no function under `sigmoid-cross-entropy`",
                    "two outputs and `cross-entropy`, for two classes (`task: classification`)", "no function, for values"],
            };
        }

        if (function == "relu" && IsSilent(dossier, limits))
        {
            return Found(dossier, Severity.Error, "the network ends in a rectifier, and all its outputs are 0 for every sample: no "
                + "gradient passes, and nothing is learnt", head,
                new Evidence("activation.zero of the output", 1, limits.Of(s_silent), "no function at the output")) with
            {
                Strength = Strength.Proof,
                Remedies = ["leave the rectifier at the output out", "softplus, where values must be positive"],
            };
        }

        string? wrong = setup.Loss switch
        {
            "cross-entropy" when function is "softmax" => "cross-entropy takes logits and applies the softmax itself: behind another "
                + "softmax its logits lie between 0 and 1, and no class can become likely",
            "cross-entropy" or "sigmoid-cross-entropy" when function is "sigmoid" or "tanh" =>
                $"{setup.Loss} takes logits: those of a {function} lie within {(function == "tanh" ? 2 : 1)} of each other, so that no "
                    + "class can become likely",
            "cross-entropy" or "sigmoid-cross-entropy" when function is "relu" =>
                "logits below 0 are cut off, and an output that is off for every sample gets no gradient",
            "cross-entropy" or "sigmoid-cross-entropy" when function is "softmax" or "exponential" or "softplus" =>
                $"{setup.Loss} takes logits, which must be able to fall below 0",
            _ => null,
        };
        if (wrong is not null)
            return Found(dossier, Severity.Warning, $"the network ends in {function}: {wrong}",
                head) with
            { Remedies = [$"leave the {function} at the output out: {setup.Loss} applies its own"] };
        return dossier.Data?.Target is { } target ? Range(dossier, function, target, head) : null;
    }

    private static bool IsSilent(Dossier dossier, Limits limits)
    {
        if (dossier.Header.Layers.Count == 0)
            return false;
        FlowSample[] seen = dossier.Samples.Count >= Window ? [.. dossier.Last(Window)] : [.. dossier.Draws];
        return seen.Length > 0 && seen.All(sample => sample.Layers[^1].ActivationZero >= limits.Of(s_silent));
    }

    /// <summary>
    /// Targets that the function cannot give: where their mean is among them, the best that there is is a constant at its limit.
    /// </summary>
    private Finding? Range(Dossier dossier, string function, (double Least, double Mean, double Greatest, double Deviation) target,
        int[]? head)
    {
        (double low, double high) = function switch
        {
            "relu" or "softplus" or "exponential" => (0, double.PositiveInfinity),
            "sigmoid" or "softmax" => (0, 1),
            "tanh" => (-1, 1),
            _ => (double.NegativeInfinity, double.PositiveInfinity),
        };
        if (target.Least >= low && target.Greatest <= high)
            return null;
        bool isSure = target.Mean < low || target.Mean > high;
        string reach = double.IsInfinity(high) ? "are never below 0" : $"lie between {low} and {high}";
        string targets = target.Deviation > 0 && target.Greatest > target.Least
            ? $"the targets go from {target.Least:g3} to {target.Greatest:g3}" : $"all targets are {target.Mean:g3}";
        return Found(dossier, isSure ? Severity.Error : Severity.Warning, $"the network ends in {function}: its values {reach}, {targets}",
            head) with
        {
            Strength = isSure ? Strength.Proof : Strength.Measured,
            Remedies = [$"leave the {function} at the output out", $"bring the targets into the range of {function}"],
        };
    }
}
