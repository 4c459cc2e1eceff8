using Weir.Flow;

namespace Weir.Diagnosis;

/// <summary>Inputs of a layer that all have the same sign, so that the gradients of a unit's weights have one sign too.</summary>
internal sealed class ZigZag : Rule
{
    private static readonly Threshold s_offset =
        new("offset", 0.9, "|activation.mean| / activation.rms of the layer before: 1 when all outputs are the same offset");
    private static readonly Threshold s_cosine =
        new("cosine", -0.2, "median gradient.cosine of consecutive steps: below 0 steps undo each other");

    public override Diagnostic Diagnostic { get; } = new("WEIR105", "zig-zag", "steps zig-zag because outputs are not centred")
    {
        Faults = [],
        IsSymptom = true,
        Meaning = "Where all inputs of a unit are positive, all its weights' gradients have the same sign: the weights can only rise or "
            + "fall together and reach their goal in zig-zags (LeCun et al., 1998).",
        Remedies = ["tanh instead of sigmoid", "batch or layer normalisation", "centre the inputs"],
    };

    public override IReadOnlyList<Threshold> Thresholds { get; } = [s_offset, s_cosine];

    public override Needs Needs => Needs.Samples;

    public override bool SaysItFails => false;

    public override Finding? Judge(Dossier dossier, Limits limits)
    {
        if (dossier.Samples.Count < 20 || dossier.Learning.ExplainedNow > 0.5)
            return null;
        List<(int Layer, double Offset, double Cosine)> found = [];
        foreach (int parameter in dossier.Weights)
        {
            int layer = dossier.Header.Parameters[parameter].Layer;
            if (layer == 0)
                continue;
            LayerFlow before = dossier.Samples[^1].Layers[layer - 1];
            double cosine = Measures.Median(dossier.Last(10).Select(sample => sample.Parameters[parameter].GradientCosine)
                .OfType<double>());
            double offset = Math.Abs(before.ActivationMean) / before.ActivationRms;
            if (offset > limits.Of(s_offset) && cosine < limits.Of(s_cosine))
                found.Add((layer, offset, cosine));
        }

        if (found.Count == 0)
            return null;
        int[] layers = [.. found.Select(each => each.Layer)];
        return Found(dossier, Severity.Information,
            $"the inputs of {dossier.Name(layers)} are nearly all of one sign, and consecutive gradients point against each other", layers,
            new Evidence("|activation.mean| / activation.rms of the inputs", found.Max(each => each.Offset), limits.Of(s_offset),
                "below 0.9"),
            new Evidence("gradient.cosine", found.Min(each => each.Cosine), limits.Of(s_cosine), "above −0.2"));
    }
}
