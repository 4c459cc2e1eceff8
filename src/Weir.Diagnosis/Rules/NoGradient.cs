using Weir.Flow;

namespace Weir.Diagnosis;

/// <summary>A gradient that is exactly 0 in some weights, step after step: no rate, epsilon or number of steps is to blame.</summary>
internal sealed class NoGradient : Rule
{
    private const int Window = 5;

    public override Diagnostic Diagnostic { get; } = new("WEIR107", "no-gradient", "the gradient is exactly 0")
    {
        Meaning = "Nothing arrives at these weights, so nothing moves them: something between them and the loss lets no gradient pass, "
            + "or no way leads from them to the loss.",
        Remedies = ["look at what lies between these layers and the loss: units that are off for every sample, a function that is "
            + "constant, a part that is detached", "`weir check`, which names it before the run"],
    };

    public override bool IsOfNow => true;

    public override Finding? Judge(Dossier dossier, Limits limits)
    {
        // A head of zeros lets nothing through in its first step alone, so that one step proves nothing.
        if (dossier.Samples.Count < Window || dossier.Weights.Count == 0)
            return null;
        FlowSample[] window = [.. dossier.Last(Window)];
        int[] still = [.. dossier.Weights.Where(i => window.All(sample => sample.Parameters[i].GradientNorm == 0))];
        if (still.Length == 0)
            return null;
        int[] layers = [.. still.Select(i => dossier.Header.Parameters[i].Layer).Distinct().Order()];
        bool all = still.Length == dossier.Weights.Count;
        Evidence evidence = new("gradient.norm", 0, 0, "above 0");
        if (!all && dossier.Outcome.IsBetterThanGuessing == true)
            return Found(dossier, Severity.Information,
                $"the weights of {dossier.Name(layers)} get no gradient and stay as they are; what learns is the rest", layers,
                evidence);

        string why = Reason(dossier, window[^1], layers[^1]);
        return Found(dossier, Severity.Error,
            $"{(all ? "no weight of the network gets a gradient" : $"the weights of {dossier.Name(layers)} get no gradient")}{why}", layers,
            evidence);
    }

    /// <summary>What lets nothing pass: the layer nearest to the loss that is off, or a loss that does not depend on the output.</summary>
    private static string Reason(Dossier dossier, FlowSample sample, int lastStill)
    {
        for (int i = dossier.Header.Layers.Count - 1; i >= lastStill; i--)
        {
            if (sample.Layers[i].ActivationZero >= 1)
                return $": all outputs of {dossier.Name([i])} are 0";
            if (sample.Layers[i].ActivationSaturated >= 1)
                return $": all outputs of {dossier.Name([i])} lie where its function is flat";
        }

        return dossier.Header.Layers.Count > 0 && sample.Layers[^1].DeltaRms is 0 ? ": the loss does not change with the output" : "";
    }
}
