using Weir.Flow;
using Weir.Nn;

namespace Weir.Diagnosis;

/// <summary>A function at the end of the network that keeps it from giving what the loss asks for.</summary>
internal sealed class BadOutputActivation : Rule
{
    private static readonly Threshold s_silent = new("silent", 0.999,
        "share of the outputs that are 0 in all draws, or in the last samples: behind a rectifier no gradient passes", Origin.Theory);
    private static readonly Threshold s_chance = new("chance", 0.2, "chance that all outputs of a rectifier at the end are off for every "
        + "sample from the start, 2^−outputs; in a run, the share of its outputs that are off", Origin.Theory);
    private const int Window = 4;

    public override Diagnostic Diagnostic { get; } =
        new("WEIR010", "bad-output-activation", "the function at the output does not fit the loss")
        {
            Meaning = "The loss expects numbers that the last function cannot give, or applies the same function once more: gradients are "
            + "scaled down, or outputs stick at the function's limits.",
            Remedies = ["leave the function out: the loss wants logits, or plain values", "choose the loss that goes with the function"],
        };

    public override IReadOnlyList<Threshold> Thresholds { get; } = [s_silent, s_chance];

    public override Needs Needs => Needs.Setup | Needs.Network;

    public override bool IsOfNow => true;

    public override Finding? Judge(Dossier dossier, Limits limits)
    {
        if (dossier.Network?.OutputFunction is not { } function || dossier.Setup is not { } setup)
            return null;
        LayerTraits traits = dossier.OutputTraits;
        bool isShares = traits.HasFlag(LayerTraits.Shares), isNonnegative = traits.HasFlag(LayerTraits.Nonnegative);
        bool isRectifier = isNonnegative && traits.HasFlag(LayerTraits.Rectifier);
        int[]? head = dossier.Weighted.Count > 0 ? [dossier.Header.Layers.Count - 1] : null;
        int outputs = dossier.Weighted.Count > 0 ? dossier.Header.Layers[dossier.Weighted[^1]].Units : setup.Outputs;
        if (isShares && outputs == 1)
        {
            return Found(dossier, Severity.Error, $"the network ends in a {function} over a single output, which is 1 whatever comes "
                + "in: its "
                + "gradient is exactly 0, and nothing is learnt", head) with
            {
                Strength = Strength.Proof,
                Remedies = [.. dossier.Data is { Target: not null, TargetValues: null } ? Array.Empty<string>()
                    : [$"a sigmoid instead of the {function}, or no function under `sigmoid-cross-entropy`",
                        "two outputs and `cross-entropy`, for two classes (`task: classification`)"],
                    .. setup.Classification || dossier.Data?.TargetValues is not null ? Array.Empty<string>()
                        : ["no function, for values"]],
            };
        }

        if (isRectifier && IsSilent(dossier, limits))
        {
            return Found(dossier, Severity.Error, "the network ends in a rectifier, and all its outputs are 0 for every sample: no "
                + "gradient passes, and nothing is learnt", head,
                new Evidence("activation.zero of the output", 1, limits.Of(s_silent), "no function at the output")) with
            {
                Strength = Strength.Proof,
                Remedies = ["leave the rectifier at the output out", "softplus, where values must be positive"],
            };
        }

        string? wrong = setup.Applies switch
        {
            null => null,
            { } own when own == function => $"{setup.Loss} takes logits and applies the {own} itself: behind another "
                + $"{own} its logits lie between 0 and 1, and {(outputs == 1 ? "no probability falls below a half"
                    : "no class can become likely")}",
            _ when !isShares && traits.HasFlag(LayerTraits.Squashing) =>
                $"{setup.Loss} takes logits: those of a {function} lie within {(isNonnegative ? 1 : 2)} of each other, so that no "
                    + "class can become likely",
            _ when isRectifier => "logits below 0 are cut off, and an output that is off for every sample gets no gradient",
            _ when isNonnegative => $"{setup.Loss} takes logits, which must be able to fall below 0",
            _ => null,
        };
        if (wrong is not null)
            return Found(dossier, Severity.Warning, $"the network ends in {function}: {wrong}",
                head) with
            { Remedies = [$"leave the {function} at the output out: {setup.Loss} applies its own"] };
        return dossier.Data?.Target is { } target
            ? Range(dossier, function, target, head) ?? (isRectifier ? Narrow(dossier, outputs, head, limits) : null) : null;
    }

    /// <summary>A rectifier over one or two outputs is off for every sample as often as not, and nothing brings it back.</summary>
    private Finding? Narrow(Dossier dossier, int outputs, int[]? head, Limits limits)
    {
        // A run shows what has come of it.
        if (dossier.Samples.Count >= Window && dossier.Header.Layers.Count > 0)
        {
            double off = Measures.Median(dossier.Last(Window).Select(sample => sample.Layers[^1].ActivationZero));
            return off > limits.Of(s_chance)
                ? Found(dossier, Severity.Warning, $"the network ends in a rectifier, whose outputs are off for {off:p0} of the samples: "
                    + "those get no gradient, however wrong they are", head,
                    new Evidence("activation.zero of the output", off, limits.Of(s_chance), "no function at the output")) with
                {
                    Strength = Strength.Suspected,
                    Remedies = ["leave the rectifier at the output out", "softplus, where values must be positive"],
                }
                : null;
        }

        double chance = Math.Pow(2, -outputs);
        return chance > limits.Of(s_chance)
            ? Found(dossier, Severity.Warning, "the network ends in a rectifier over "
                + $"{(outputs == 1 ? "one output" : $"{outputs} outputs")}: with a chance of {chance:p0} it is off for every sample "
                + "from the "
                + "start, and gets no gradient", head,
                new Evidence("chance of a dead output", chance, limits.Of(s_chance), "no function at the output")) with
            {
                Strength = Strength.Suspected,
                Remedies = ["leave the rectifier at the output out", "softplus, where values must be positive"],
            }
            : null;
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
        (double low, double high) = RangeOf(dossier.OutputTraits);
        if (target.Least >= low && target.Greatest <= high)
            return null;
        // Outputs within a width deviate by half of it at most, and leave (σ − width/2)² of the targets' variance σ² whatever they are.
        double left = 1 - ((high - low) / (2 * target.Deviation));
        bool isSure = target.Mean < low || target.Mean > high || (left > 0 && left * left > Limits.Half);
        string reach = double.IsInfinity(high) ? "are never below 0" : $"lie between {low} and {high}";
        string targets = target.Deviation > 0 && target.Greatest > target.Least
            ? $"the targets go from {Measures.Range(target.Least, target.Greatest)}" : $"all targets are {target.Mean:g3}";
        targets += dossier.Data?.TargetInUnit is null ? "" : ", standardized as they are";
        return Found(dossier, isSure ? Severity.Error : Severity.Warning, $"the network ends in {function}: its values {reach}, {targets}",
            head) with
        {
            Strength = isSure ? Strength.Proof : Strength.Measured,
            Remedies = [$"leave the {function} at the output out", $"bring the targets into the range of {function}"],
        };
    }

    private static (double Low, double High) RangeOf(LayerTraits traits)
    {
        bool isNonnegative = traits.HasFlag(LayerTraits.Nonnegative);
        return traits.HasFlag(LayerTraits.Shares) ? (0, 1)
            : traits.HasFlag(LayerTraits.Squashing) ? (isNonnegative ? 0 : -1, 1)
            : (isNonnegative ? 0 : double.NegativeInfinity, double.PositiveInfinity);
    }
}
