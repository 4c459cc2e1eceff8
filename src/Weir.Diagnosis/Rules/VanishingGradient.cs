using Weir.Flow;
using Weir.Nn;

namespace Weir.Diagnosis;

/// <summary>Signal or gradient that dies on its way through the layers.</summary>
internal sealed class VanishingGradient : Rule
{
    private static readonly Threshold s_signal = new("signal", -2.5, "log₁₀ of the signal's share of the last hidden layer's output "
        + "(deviation across samples over rms): below it samples can no longer be told apart");
    private static readonly Threshold s_amplitude =
        new("amplitude", -2.5, "log₁₀ of the deviation at the last hidden layer over that at the first, for SGD");
    private static readonly Threshold s_amplitudeAdaptive = new("amplitude-adaptive", -4, "the same for optimizers whose step does not "
        + "depend on the gradient's scale: networks at −3.3 were seen to train with Adam, so that between the two limits the run "
        + "decides, and below this one it is a warning until the run confirms it");
    private static readonly Threshold s_stuck = new("stuck", 0.2, "share of the budget after which a network that has learnt nothing "
        + "confirms, for such optimizers, that its faint signal is what keeps it from learning");
    private static readonly Threshold s_decades = new("decades", -3,
        "log₁₀ of a sample's gradient ‖δ‖ at the first layer over that at the last: delta.rms·√(entries of a sample)");
    private static readonly Threshold s_slope = new("slope", -0.15, "attenuation, decades per layer");
    private static readonly Threshold s_starved = new("starved", 0.01, "update.ratio of a layer over the median of all layers");
    private static readonly Threshold s_gone = new("gone", -3, "log₁₀ of delta.rms in the last samples over that at the start, in a run "
        + "that has learnt nothing: the gradient has gone with the signal");
    private static readonly Threshold s_positions = new(
        "positions", -2.5, "log₁₀ of the gradient at the first places of a sequence over that at the last, before training; gates learn "
            + "to keep it open, so that theirs is judged in the run alone");
    private static readonly Threshold s_positionsFailed = new("positions-failed", -1.5, "the same without gates, in a run that has come "
        + "past its half and learnt next to nothing");

    private const int StarvedSamples = 20;
    private const int Window = 8;

    public override Diagnostic Diagnostic { get; } = new("WEIR101", "vanishing-gradient", "the gradient vanishes")
    {
        Meaning = "Each layer passes on only a part of the signal, or of the gradient. The first layers hardly move, or the last ones "
            + "see the same for every sample.",
        Remedies = ["rectifiers instead of sigmoids, with He initialisation", "an initialisation whose gain fits the function",
            "residual connections", "batch or layer normalisation", "fewer layers"],
    };

    public override IReadOnlyList<Threshold> Thresholds { get; } =
        [s_signal, s_amplitude, s_amplitudeAdaptive, s_stuck, s_decades, s_slope, s_starved, s_gone, s_positions, s_positionsFailed];

    public override bool IsOfFirstWeights => true;

    public override Finding? Judge(Dossier dossier, Limits limits) =>
        (AtTheStart(dossier, limits) ?? InTheRun(dossier, limits)) is { } finding ? finding with { Remedies = Remedies(dossier) }
        : Through(dossier, limits) ?? OfSettings(dossier, limits);

    /// <summary>What the network does not have yet.</summary>
    private static IReadOnlyList<string> Remedies(Dossier dossier)
    {
        TraceLayer[] layers = [.. dossier.Header.Layers];
        int attention = Array.FindIndex(layers, IsOfAttention);
        int norm = Array.FindIndex(layers, layer => layer.Traits.HasFlag(LayerTraits.Normalizes));
        return attention >= 0
            ? [.. norm > attention || norm < 0 ? ["layer normalisation before each block instead of behind it"] : Array.Empty<string>(),
                "warm-up: a rate that rises over the first steps", "a lower rate"]
            : dossier.HasSquashingHidden()
                ? ["rectifiers instead of sigmoids, with He initialisation", "an initialisation whose gain fits the function (Glorot, "
                    + "LeCun)", "residual connections", "batch or layer normalisation", "fewer layers"]
                : ["He initialisation (`weight: he-normal`), whose gain fits rectifiers", "batch or layer normalisation",
                    "residual connections", "fewer layers"];
    }

    // Attention shows by the linear maps that it is made of, and these by where they lie.
    private static bool IsOfAttention(TraceLayer layer) => $"{layer.Path}.{layer.Kind}".Split('.', '+', '_')
        .Any(part => part.Equals("attention", StringComparison.OrdinalIgnoreCase)
            || part.Equals("attn", StringComparison.OrdinalIgnoreCase));

    private Finding? AtTheStart(Dossier dossier, Limits limits)
    {
        if (dossier.LastOnTheWay() is not { } last || dossier.InitialSignal.Count == 0 || dossier.Weighted.Count < 3)
            return null;
        int first = dossier.FirstHidden();
        bool adaptive = dossier.Setup?.Adaptive ?? false;
        // A layer of rectifiers that is silent altogether is dead, not faint.
        FlowSample[] draws = [.. dossier.InitialSignal.Where(sample => !dossier.HasSilentLayer(sample))];
        if (draws.Length == 0)
            return null;
        double signal = Measures.Median(draws.Select(sample => Log(sample.Layers[last].ActivationStd / sample.Layers[last].ActivationRms)));
        double amplitude = Measures.Median(draws
            .Select(sample => Log(sample.Layers[last].ActivationStd / sample.Layers[first].ActivationStd)));
        bool stuck = dossier.Fraction > limits.Of(s_stuck) && !dossier.Learning.HasLearnt;
        double least = limits.Of(adaptive && !stuck ? s_amplitudeAdaptive : s_amplitude);
        if (signal < limits.Of(s_signal))
        {
            return Found(dossier, Severity.Error, $"before training, the samples differ by {Share(signal)} of the last hidden layer's "
                + "output: the layers behind it cannot tell them apart", Faint(dossier, draws[0], first),
                new Evidence("log₁₀ activation.std/activation.rms", signal, limits.Of(s_signal), "above −1"));
        }

        if (amplitude < least)
        {
            return Found(dossier, adaptive && !stuck ? Severity.Warning : Severity.Error,
                $"before training, the signal shrinks to {Share(amplitude)} on its way from the first to the last hidden layer",
                Faint(dossier, draws[0], first),
                new Evidence("log₁₀ activation.std, last/first", amplitude, least, "−1 to 1"));
        }

        double decades = Measures.Median(draws.Select(sample => dossier.Decades(sample, dossier.Weighted[0], dossier.Weighted[^1])));
        double slope = Measures.Median(draws.Select(sample => sample.Attenuation ?? 0));
        return !adaptive && decades < limits.Of(s_decades) && slope <= limits.Of(s_slope)
            ? Found(dossier, Severity.Warning, $"before training, the gradient at the first layer is {Share(decades)} of that at the "
                + "last, and SGD moves it as much less", Weak(dossier, draws[0]),
                new Evidence("log₁₀ ‖δ‖, first/last", decades, limits.Of(s_decades), "above −1"),
                    new Evidence("attenuation", slope, limits.Of(s_slope), "−0.1 to 0.1"))
            : null;
    }

    private Finding? InTheRun(Dossier dossier, Limits limits)
    {
        if (dossier.Samples.Count < StarvedSamples || dossier.Learning.HasLearnt || dossier.Learning.TellsApart
            || dossier.Weights.Count < 3)
            return null;
        return Gone(dossier, limits) ?? Unlike(dossier, limits) ?? Starved(dossier, limits);
    }

    /// <summary>
    /// The gradient was there at the start, and is gone while nothing was learnt. Weight decay goes on moving the weights, so that their
    /// updates say nothing of it.
    /// </summary>
    private Finding? Gone(Dossier dossier, Limits limits)
    {
        if (dossier.Fraction < 0.1 || dossier.Outcome.IsBetterThanGuessing == true)
            return null;
        FlowSample[] last = [.. dossier.Last(Window)], first = [.. dossier.Samples.Take(Window)];
        int[] layers = [.. dossier.Weighted.Where(i => Change(i) < limits.Of(s_gone))];
        if (layers.Length * 2 < dossier.Weighted.Count)
            return null;
        double change = Measures.Median(layers.Select(Change));
        return Found(dossier, Severity.Error, $"the gradient at {dossier.Name(layers)} has fallen to {Share(change)} of what it was at "
            + "the start, and nothing was learnt", layers,
            new Evidence("log₁₀ delta.rms, now/start", change, limits.Of(s_gone), "above −1"));

        double Change(int layer) => Log(Measures.Median(last.Select(sample => sample.Layers[layer].DeltaRms ?? double.NaN))
            / Measures.Median(first.Select(sample => sample.Layers[layer].DeltaRms ?? double.NaN)));
    }

    /// <summary>The first layers get next to nothing of the gradient that the last ones get, all along, and nothing is learnt.</summary>
    private Finding? Unlike(Dossier dossier, Limits limits)
    {
        if (dossier.Fraction < limits.Of(s_stuck) || dossier.Outcome.IsBetterThanGuessing == true || dossier.Weighted.Count < 3)
            return null;
        FlowSample[] window = [.. dossier.Last(Window)];
        int end = dossier.Weighted[^1];
        int[] layers = [.. dossier.Weighted.Where(i => !IsPassedBy(dossier, i) && Lately(i) < limits.Of(s_decades))];
        if (layers.Length == 0)
            return null;
        double decades = layers.Min(Lately);
        string what = decades <= -40
            ? $"no gradient arrives at {dossier.Name(layers)}"
            : $"the gradient at {dossier.Name(layers)} is down to {Share(decades)} of that at the last layer";
        return Found(dossier, Severity.Error, $"{what}, and nothing was learnt", layers,
            new Evidence("log₁₀ ‖δ‖, layer/last", decades, limits.Of(s_decades), "above −1"));

        double Lately(int layer) => Measures.Median(window.Select(sample => dossier.Decades(sample, layer, end)));
    }

    private Finding? Starved(Dossier dossier, Limits limits)
    {
        int[] starved = [.. dossier.Weights.Where(i => !IsPassedBy(dossier, dossier.Header.Parameters[i].Layer)
            && dossier.Last(StarvedSamples).All(sample => sample.Parameters[i].UpdateRatio is { } ratio
                && ratio < limits.Of(s_starved) * dossier.TypicalUpdate(sample)))];
        if (starved.Length == 0)
            return null;
        int[] layers = [.. starved.Select(i => dossier.Header.Parameters[i].Layer)];
        return Found(dossier, dossier.Fraction > 0.1 ? Severity.Error : Severity.Warning, $"{dossier.Name(layers)} move less than "
            + $"{limits.Of(s_starved):g2} times as far as the typical layer, and the loss does not fall", layers,
            new Evidence("update.ratio / median of layers", Measures.Median(dossier.Last(1)
                .SelectMany(sample => starved.Select(i => (sample.Parameters[i].UpdateRatio ?? 0) / dossier.TypicalUpdate(sample)))),
                limits.Of(s_starved), "above 0.1"));
    }

    /// <summary>The gradient on its way back along a sequence.</summary>
    private Finding? Through(Dossier dossier, Limits limits)
    {
        if (dossier.Network is not { PlainRecurrence: { } plain, PositionDecades: { } decades })
            return null;
        bool failed = dossier.Fraction > 0.5 && (dossier.Outcome.IsBetterThanGuessing == false || dossier.Outcome.Skill < 0.1);
        double limit = limits.Of(failed && plain ? s_positionsFailed : s_positions);
        if (!(decades < limit))
            return null;
        // Before the run a plain recurrence is at risk; gates are made to learn to keep the way open.
        if (!failed && (!plain || dossier.Samples.Count > 0))
            return null;
        int[] layers = [.. Enumerable.Range(0, dossier.Header.Layers.Count)
            .Where(i => dossier.Header.Layers[i].Traits.HasFlag(LayerTraits.Recurrent))];
        // A gated cell that has learnt nothing may have had too little of a rate to learn to keep the way open.
        bool sure = failed && plain;
        return Found(dossier, sure ? Severity.Error : Severity.Warning, "before training, the gradient at the first places of a "
            + $"sequence is {Share(decades)} of that at the last: what stands there is {(failed ? "not learnt" : "hard to learn")}", layers,
            new Evidence("log₁₀ ∂loss/∂input, first places/last", decades, limit, "above −1")) with
        {
            Strength = sure ? Strength.Measured : Strength.Suspected,
            Remedies = plain ? ["gates, which learn to keep what they need (`lstm`, `gru`)", "shorter sequences"]
                : ["shorter sequences", "a higher rate: gates learn to keep the way open",
                    "attention, which has a direct way to every place"],
        };
    }

    /// <summary>
    /// Whether signal and gradient go past a layer, in a branch, while other layers with weights stand on the way: there they are judged.
    /// </summary>
    private static bool IsPassedBy(Dossier dossier, int layer) => layer >= 0 && dossier.IsInBranch(layer)
        && dossier.Weighted.SkipLast(1).Any(other => !dossier.IsInBranch(other));

    private static double Log(double value) => value <= 1e-40 ? -40 : Math.Log10(value);

    private static string Share(double decades) => decades < -12 ? "less than a trillionth" : decades < -3 ? Math.Pow(10, decades)
        .ToString("0e-0") : $"{Math.Pow(10, decades):g2}";

    /// <summary>The layers whose output has lost nine tenths of the first one's signal.</summary>
    private static IEnumerable<int> Faint(Dossier dossier, FlowSample sample, int first) =>
        dossier.Weighted.Where(i => sample.Layers[i].ActivationStd < 0.1 * sample.Layers[first].ActivationStd || sample.Layers[i]
            .ActivationStd < 0.1 * sample.Layers[i].ActivationRms);

    /// <summary>The layers whose gradient is under a hundredth of the last one's.</summary>
    private static IEnumerable<int> Weak(Dossier dossier, FlowSample sample) =>
        dossier.Weighted.Where(i => dossier.Decades(sample, i, dossier.Weighted[^1]) < -2);
}
