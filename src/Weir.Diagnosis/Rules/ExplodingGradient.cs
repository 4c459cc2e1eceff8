using Weir.Flow;

namespace Weir.Diagnosis;

/// <summary>Signal or gradient that grows from layer to layer.</summary>
internal sealed class ExplodingGradient : Rule
{
    private static readonly Threshold s_amplitude = new("amplitude", 2, "log₁₀ of the largest deviation of a layer over that of the first");
    private static readonly Threshold s_loss = new("loss", 5, "the loss before training over that of the best constant");
    private static readonly Threshold s_decades = new("decades", 3,
        "log₁₀ of a sample's gradient ‖δ‖ at the first layer over that at the last: delta.rms·√(entries of a sample)");
    private static readonly Threshold s_share = new("share", 0.34, "share of the draws of the first weights that must show it");

    public override Diagnostic Diagnostic { get; } = new("WEIR102", "exploding-gradient", "the gradient explodes")
    {
        Meaning = "Each layer makes signal and gradient larger. Outputs and the first steps are far too large; the loss jumps, or "
            + "overflows.",
        Remedies = ["an initialisation whose gain fits the function (He before rectifiers, Glorot before tanh)",
            "batch or layer normalisation", "clip the gradient's norm", "functions that do not grow faster than linearly"],
    };

    public override IReadOnlyList<Threshold> Thresholds { get; } = [s_amplitude, s_loss, s_decades, s_share];

    public override Needs Needs => Needs.Initial | Needs.Data;

    public override bool IsOfFirstWeights => true;

    public override Finding? Judge(Dossier dossier, Limits limits)
    {
        if (dossier.Weighted.Count < 3 || dossier.InitialSignal.Count == 0
            || dossier.Data is { NonFiniteInputs: > 0 } or { NonFiniteTargets: > 0 })
            return null;
        FlowSample[] blown = [.. dossier.Initial.Where(sample => Explodes(dossier, sample, limits))];
        if (blown.Length < limits.Of(s_share) * dossier.Initial.Count)
            return null;
        double amplitude = Measures.Median(blown.Select(sample => Amplitude(dossier, sample)));
        int[] layers = [.. dossier.Weighted
            .Where(i => !(blown[0].Layers[i].ActivationStd < 10 * blown[0].Layers[dossier.Weighted[0]].ActivationStd))];
        string how = double.IsFinite(amplitude) ? $"the signal grows to {Math.Pow(10, amplitude):g2} times its first size"
            : "the signal overflows";
        return Found(dossier, Severity.Error, $"before training, {how} on its way through the layers, and the loss is "
            + $"{Measures.Median(blown.Select(sample => sample.Loss)):g3}", layers,
            new Evidence("log₁₀ activation.std, largest/first", amplitude, limits.Of(s_amplitude), "−1 to 1"));
    }

    private static bool Explodes(Dossier dossier, FlowSample sample, Limits limits)
    {
        if (!double.IsFinite(sample.Loss))
            return true;
        // A tanh network's gradient, or a residual network's signal, may grow and train well: without the loss of guessing there is nothing
        // to tell them by.
        if (!(sample.Loss >= limits.Of(s_loss) * dossier.Data?.TrivialLoss))
            return false;
        bool forward = Amplitude(dossier, sample) > limits.Of(s_amplitude);
        return forward || dossier.Decades(sample, dossier.Weighted[0], dossier.Weighted[^1]) > limits.Of(s_decades);
    }

    private static double Amplitude(Dossier dossier, FlowSample sample)
    {
        double first = sample.Layers[dossier.Weighted[0]].ActivationStd,
            largest = sample.Layers.Max(layer => double.IsNaN(layer.ActivationStd) ? double.PositiveInfinity : layer.ActivationStd);
        return Math.Log10(largest / Math.Max(first, 1e-30));
    }
}
