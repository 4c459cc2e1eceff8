using Weir.Flow;
using Weir.Training;

namespace Weir.Zoo;

/// <summary>
/// Other tools, by their published rules and defaults. What a trace does not hold is approximated, which the comments tell. DeepDiagnosis
/// is left out: its rules need each batch's tensors.
/// </summary>
internal static class RivalList
{
    /// <summary>All of them.</summary>
    public static IReadOnlyList<Rival> All { get; } =
    [
        new("AutoTrainer", "ICSE 2021: vanish ‖g first‖/‖g last‖ < 1e-3 and ‖g first‖ < 1e-4, explode > 70 or NaN, dying 0.7 zeros, "
            + "slow < .01 gain, oscillating .03 in 20 % of epochs; after 30 % of the epochs", AutoTrainer),
        new("SageMaker Debugger", "its documentation's defaults: mean |g| < 1e-7, less than 1 % active in half a layer, update ratio "
            + "outside 1e-8 … 10, loss not falling by 0.1 % in 10 steps, overfit > 0.1", SageMaker),
        new("torchmortem", "0.1.1: layer ratio > 100, norm > 1000, stall < 1e-8 for 30 % of steps, dead > 50 % for half of the steps, "
            + "update ratio outside 1e-5 … 1e-1, plateau < 1e-5 over 20", TorchMortem),
        new("TorchLens audit", "2.36, gradient_flow_audit: mean |g| < 1e-7 or > 1e4, dead neurons", TorchLens),
        new("update-ratio band", "a rule of thumb (Karpathy): log₁₀ of update/weight near −3, here between −5 and −1", Band),
    ];

    private static List<string> AutoTrainer(RivalView run)
    {
        if (run.HasNonFinite)
            return ["exploding-gradient"];
        int[] weights = run.Weights;
        // Judged once, after 30 % of the epochs, and only where accuracy is not good yet.
        EpochMetrics[] epochs = [.. run.Epochs.Take(Math.Max(1, (int)Math.Ceiling(0.3 * run.Epochs.Count)))];
        if (epochs.Length == 0 || weights.Length < 2 || epochs[^1].ValidationAccuracy > 0.9)
            return [];
        if (run.Samples.LastOrDefault(sample => sample.Step <= epochs[^1].Step) is not { } now)
            return [];
        List<string> said = [];
        double first = now.Parameters[weights[0]].GradientNorm ?? 0, ratio = first / (now.Parameters[weights[^1]].GradientNorm ?? 0);
        if (ratio < 1e-3 && first < 1e-4)
            said.Add("vanishing-gradient");
        if (ratio > 70)
            said.Add("exploding-gradient");
        if (run.Rectifiers.Length > 0 && weights.Average(i => now.Parameters[i].GradientZero ?? 1) >= 0.7)
            said.Add("dying-relu");
        double[] accuracies = [.. epochs.Select(epoch => epoch.ValidationAccuracy ?? epoch.ValidationR2).OfType<double>()];
        int swings = accuracies.Zip(accuracies.Skip(1)).Count(pair => pair.First - pair.Second >= 0.03);
        if (accuracies.Length > 1 && swings >= 0.2 * accuracies.Length)
            said.Add("learning-rate-too-high");
        if (accuracies.Length > 1 && accuracies.Max() - accuracies[0] < 0.01)
            said.Add("learning-rate-too-low");
        return said;
    }

    private static List<string> SageMaker(RivalView run)
    {
        List<string> said = [];
        if (run.HasNonFinite)
            said.Add("exploding-gradient");
        if (run.Samples.Any(sample => run.Weights.Any(i => run.MeanGradient(sample, i) < 1e-7)))
            said.Add("vanishing-gradient");
        if (run.Samples.Any(sample => run.Rectifiers.Any(i => sample.Layers[i].UnitsDead > 0.5 * run.Header.Layers[i].Units)))
            said.Add("dying-relu");
        if (Stalls(run, 10, 1e-3))
            said.Add("learning-rate-too-low");
        // One rule, WeightUpdateRatio, with a limit on either side.
        if (run.Samples.Any(sample => run.Weights.Any(i => sample.Parameters[i].UpdateRatio > 10)))
            said.Add("learning-rate-too-high");
        if (run.Samples.Any(sample => run.Weights.Any(i => sample.Parameters[i].UpdateRatio < 1e-8)))
            said.Add("learning-rate-too-low");
        if (run.Epochs.Any(epoch => epoch.ValidationLoss is { } loss && (loss - epoch.TrainingLoss) / epoch.TrainingLoss > 0.1))
            said.Add("overfitting");
        return said;
    }

    private static List<string> TorchMortem(RivalView run)
    {
        List<string> said = [];
        if (run.HasNonFinite || run.Samples.Any(sample => sample.GradientNorm > 1000))
            said.Add("exploding-gradient");
        if (run.Share(sample => Ratio(run, sample) > 100) > 0.5)
            said.Add("vanishing-gradient");
        if (run.Share(sample => run.Weights.Any(i => run.MeanGradient(sample, i) < 1e-8)) > 0.3)
            said.Add("vanishing-gradient");
        if (run.Share(sample => run.Rectifiers.Any(i => sample.Layers[i].UnitsDead > 0.5 * run.Header.Layers[i].Units)) > 0.5)
            said.Add("dying-relu");
        if (run.Share(sample => run.Weights.Any(i => sample.Parameters[i].UpdateRatio > 0.1)) > 0.5)
            said.Add("learning-rate-too-high");
        if (run.Share(sample => run.Weights.Any(i => sample.Parameters[i].UpdateRatio < 1e-5)) > 0.5 || Flat(run, 20, 1e-5))
            said.Add("learning-rate-too-low");
        return said;
    }

    private static List<string> TorchLens(RivalView run)
    {
        // It looks at one step: the last that was measured.
        if (run.Samples.Count == 0)
            return [];
        FlowSample last = run.Samples[^1];
        List<string> said = [];
        if (run.Weights.Any(i => !(run.MeanGradient(last, i) <= 1e4)))
            said.Add("exploding-gradient");
        if (run.Weights.Any(i => run.MeanGradient(last, i) < 1e-7))
            said.Add("vanishing-gradient");
        if (run.Rectifiers.Any(i => last.Layers[i].ActivationZero >= 1))
            said.Add("dying-relu");
        return said;
    }

    private static List<string> Band(RivalView run)
    {
        double[] ratios = [.. run.Samples.SelectMany(sample => run.Weights.Select(i => sample.Parameters[i].UpdateRatio).OfType<double>())
            .Where(double.IsFinite).Order()];
        if (ratios.Length == 0)
            return ["learning-rate-too-high"];
        double median = Math.Log10(Math.Max(ratios[ratios.Length / 2], 1e-30));
        return median > -1 ? ["learning-rate-too-high"] : median < -5 ? ["learning-rate-too-low"] : [];
    }

    private static double Ratio(RivalView run, FlowSample sample)
    {
        double[] norms = [.. run.Weights.Select(i => sample.Parameters[i].GradientNorm ?? 0)];
        return norms.Length < 2 ? 1 : norms.Max() / Math.Max(norms.Min(), 1e-30);
    }

    private static bool Stalls(RivalView run, int window, double fall) => Enumerable.Range(0, Math.Max(0, run.Samples.Count - window))
        .Any(i => run.Samples[i + window].Loss > (1 - fall) * run.Samples[i].Loss);

    private static bool Flat(RivalView run, int window, double range) => Enumerable.Range(0, Math.Max(0, run.Samples.Count - window))
        .Any(i => run.Samples.Skip(i).Take(window).Max(sample => sample.Loss)
            - run.Samples.Skip(i).Take(window).Min(sample => sample.Loss) < range);
}
