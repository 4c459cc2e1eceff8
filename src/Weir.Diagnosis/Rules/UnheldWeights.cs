using Weir.Flow;

namespace Weir.Diagnosis;

/// <summary>Weights that get a gradient and never move: the optimizer does not hold them, or holds copies.</summary>
internal sealed class UnheldWeights : Rule
{
    private const int Window = 5;

    public override Diagnostic Diagnostic { get; } = new("WEIR310", "unheld-weights", "weights get a gradient and do not move")
    {
        Meaning = "The optimizer moves the parameters that it was given. Those that it was not given, or that were replaced by others "
            + "since, stay as they are, whatever their gradient.",
        Remedies = ["give the optimizer all parameters, after the network has been built and moved to its device",
            "freeze on purpose what is not to be moved, so that it gets no gradient"],
    };

    public override Needs Needs => Needs.Samples;

    public override bool ComesFromRecipes => false;

    public override Finding? Judge(Dossier dossier, Limits limits)
    {
        // A recipe's optimizer holds all that learns.
        if (dossier.Samples.Count < Window || dossier.Setup is { Framework: null })
            return null;
        FlowSample[] window = [.. dossier.Last(Window)];
        // Clipping to nothing, or no rate, moves nothing either.
        if (window.Any(sample => !(sample.Rate > 0) || !(sample.ClippedNorm > 0)))
            return null;
        int[] still = [.. dossier.Weights.Where(i => window.All(sample => sample.Parameters[i] is { GradientNorm: > 0, UpdateRatio: 0 }))];
        if (still.Length == 0 || IsLost(dossier, window[^1], still))
            return null;
        int[] layers = [.. still.Select(i => dossier.Header.Parameters[i].Layer).Distinct().Order()];
        bool all = still.Length == dossier.Weights.Count;
        Severity severity = all ? Severity.Error : dossier.Outcome.Skill > 0.5 ? Severity.Information : Severity.Warning;
        return Found(dossier, severity, all
            ? "no weight of the network moves, though all get a gradient: the optimizer does not hold them"
            : $"the weights of {dossier.Name(layers)} get a gradient and do not move: the optimizer does not hold them", layers,
            new Evidence("update.ratio", 0, 0, "above 0")) with
        { Strength = Strength.Proof };
    }

    /// <summary>
    /// Steps of less than half a unit in the last place of the weights are lost in rounding: that is a matter of the rate.
    /// </summary>
    private static bool IsLost(Dossier dossier, FlowSample sample, int[] still)
    {
        if (dossier.Setup is { Adaptive: true })
            return sample.Rate < 1e-7;
        return still.All(i => sample.Rate * sample.Parameters[i].GradientNorm < 1e-7 * sample.Parameters[i].WeightNorm);
    }
}
