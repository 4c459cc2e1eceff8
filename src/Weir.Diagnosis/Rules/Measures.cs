using Weir.Flow;
using Weir.Nn;

namespace Weir.Diagnosis;

/// <summary>Numbers that several rules read off samples.</summary>
internal static class Measures
{
    /// <summary>The median; not a number where there is none. Numbers that are not finite count as they are ordered.</summary>
    public static double Median(IEnumerable<double> values)
    {
        double[] sorted = [.. values.Order()];
        return sorted.Length == 0 ? double.NaN : sorted[sorted.Length / 2];
    }

    /// <summary>The median over the untrained draws.</summary>
    public static double Typical(this Dossier dossier, Func<FlowSample, double> measure) =>
        Median(dossier.Initial.Select(measure).Where(value => !double.IsNaN(value)));

    /// <summary>
    /// The loss that samples have come to where it no longer falls by a tenth from their first half to their second; null where it does.
    /// </summary>
    public static double? LevelOf(IReadOnlyList<FlowSample> samples)
    {
        double first = Median(samples.Take(samples.Count / 2).Select(sample => sample.Loss)),
            second = Median(samples.Skip(samples.Count / 2).Select(sample => sample.Loss));
        return second < 0.9 * first ? null : second;
    }

    /// <summary>The deviation of a weight's entries times √inputs, which is ‖w‖/√outputs; not a number for what has no outputs.</summary>
    public static double Gain(this Dossier dossier, FlowSample sample, int parameter) =>
        dossier.Header.Parameters[parameter].Shape is [.., > 0 and var outputs]
            ? sample.Parameters[parameter].WeightNorm / Math.Sqrt(outputs) : double.NaN;

    /// <summary>The norm of all weights together, squared.</summary>
    public static double SquaredWeights(this Dossier dossier, FlowSample sample) =>
        dossier.Weights.Sum(i => sample.Parameters[i].WeightNorm * sample.Parameters[i].WeightNorm);

    /// <summary>The norm of the gradients of all weights together, squared.</summary>
    public static double SquaredGradients(this Dossier dossier, FlowSample sample) =>
        dossier.Weights.Sum(i => Math.Pow(sample.Parameters[i].GradientNorm ?? double.NaN, 2));

    /// <summary>The entries of all weights together.</summary>
    public static double Entries(this Dossier dossier) =>
        dossier.Weights.Sum(i => dossier.Header.Parameters[i].Shape.Aggregate(1.0, (size, length) => size * length));

    /// <summary>
    /// How much of their size a penalty of 1 on the weights' absolute values takes from them, √n/‖w‖: its pull is the same on each of n
    /// entries.
    /// </summary>
    public static double AbsolutePull(this Dossier dossier, FlowSample sample) =>
        Math.Sqrt(dossier.Entries() / Math.Max(1e-30, dossier.SquaredWeights(sample)));

    /// <summary>The last samples, the oldest first.</summary>
    public static IEnumerable<FlowSample> Last(this Dossier dossier, int count) =>
        dossier.Samples.Skip(Math.Max(0, dossier.Samples.Count - count));

    /// <summary>The median over weights of ‖Δw‖/‖w‖; not a number where no weight has one.</summary>
    public static double TypicalUpdate(this Dossier dossier, FlowSample sample) =>
        Median(dossier.Weights.Select(i => sample.Parameters[i].UpdateRatio).OfType<double>());

    /// <summary>
    /// The largest over weights of ‖Δw‖/‖w‖; not a number where no weight has one. A weight that began at 0, or at next to nothing, grows
    /// by whole multiples of its size without harm: it counts as large as a tenth of what initialisation gives it.
    /// </summary>
    public static double LargestUpdate(this Dossier dossier, FlowSample sample)
    {
        double largest = double.NaN;
        foreach (int i in dossier.Weights)
        {
            if (sample.Parameters[i] is { UpdateRatio: { } ratio } flow && ratio * Share(i, flow.WeightNorm) is var moved
                && !(moved <= largest))
                largest = moved;
        }

        return largest;

        // Entries of variance 1 / inputs have the norm √outputs together (LeCun et al., 1998).
        double Share(int i, double norm) => dossier.Header.Parameters[i].Shape is [.., var outputs]
            && norm / (0.1 * Math.Sqrt(outputs)) is < 1 and var share ? share : 1;
    }

    /// <summary>
    /// How far the weights can come in the whole run, as a multiple of their own size, if every step went the way of the first: an upper
    /// bound for the layer that moves most. Not a number where it is not known.
    /// </summary>
    public static double Reach(this Dossier dossier)
    {
        if (dossier.Setup is not { } setup)
            return double.NaN;
        return dossier.Typical(sample => sample.Rate > 0 ? dossier.LargestUpdate(sample) / sample.Rate * setup.RateSum * setup.Gathering
            : double.NaN);
    }

    /// <summary>
    /// log₁₀ of the norm of a sample's gradient ‖δ‖ at one layer over that at another; not a number where one is not known. Norms and not
    /// delta.rms: a gradient that is shared by more units or pixels has a smaller rms without being smaller.
    /// </summary>
    public static double Decades(this Dossier dossier, FlowSample sample, int layer, int other)
    {
        double here = Attenuation.NormOf(dossier.Header.Layers[layer], sample.Layers[layer]) ?? double.NaN;
        double there = Attenuation.NormOf(dossier.Header.Layers[other], sample.Layers[other]) ?? double.NaN;
        double ratio = here / there;
        return ratio <= 1e-40 ? -40 : Math.Log10(ratio);
    }

    /// <summary>Whether a layer's function is flat on both sides, as sigmoid and tanh are.</summary>
    public static bool IsSquashing(this TraceLayer layer) => layer.Traits.HasFlag(LayerTraits.Squashing);

    /// <summary>Two numbers in words, with as many digits as tell them apart, as in <c>1040.1 to 1040.4</c>.</summary>
    public static string Range(double least, double greatest)
    {
        int digits = 3;
        while (digits < 9 && least < greatest && Text(least) == Text(greatest))
            digits++;
        return $"{Text(least)} to {Text(greatest)}";

        string Text(double value) => value.ToString($"g{digits}", System.Globalization.CultureInfo.InvariantCulture);
    }

    /// <summary>Whether some function between the layers, the output's left out, is flat on both sides.</summary>
    public static bool HasSquashingHidden(this Dossier dossier) =>
        dossier.Header.Layers.Take(dossier.Weighted.Count > 0 ? dossier.Weighted[^1] : 0).Any(layer => layer.IsSquashing());

    /// <summary>Whether a layer's function is a rectifier.</summary>
    public static bool IsRectifier(this TraceLayer layer) => layer.Traits.HasFlag(LayerTraits.Rectifier);

    /// <summary>Whether a layer lies in the branch of a residual block, so that the signal has another way.</summary>
    public static bool IsInBranch(this Dossier dossier, int layer) => dossier.Header.Layers[layer].Traits.HasFlag(LayerTraits.Bypassed);

    /// <summary>The number of the last layer before the head, the last one with weights; null where there is no hidden layer.</summary>
    public static int? LastHidden(this Dossier dossier) => dossier.Weighted.Count < 2 ? null : dossier.Weighted[^1] - 1;

    /// <summary>
    /// The number of the layer that puts out what the first layer with weights and its function do: that layer, or the function behind it
    /// where it is a layer of its own, as in PyTorch.
    /// </summary>
    public static int FirstHidden(this Dossier dossier)
    {
        int first = dossier.Weighted[0], next = dossier.Weighted.Count > 1 ? dossier.Weighted[1] : dossier.Header.Layers.Count;
        return dossier.Header.Layers[first].Kind.Contains('+', StringComparison.Ordinal) ? first
            : Enumerable.Range(first + 1, next - first - 1).Where(i => dossier.Header.Layers[i].IsFunction()).FirstOrDefault(first);
    }

    /// <summary>Whether a layer without weights is a function that bends: no norm, pooling or other change of shape.</summary>
    private static bool IsFunction(this TraceLayer layer) =>
        !layer.HasWeights && (layer.Traits & (LayerTraits.Linear | LayerTraits.PassesGain | LayerTraits.Flattens)) == LayerTraits.None;

    /// <summary>
    /// The number of the last hidden layer that the whole signal goes through: beside the branch of a residual block it has another way,
    /// and what a branch puts out says nothing of it. Null where there is none.
    /// </summary>
    public static int? LastOnTheWay(this Dossier dossier)
    {
        for (int layer = dossier.LastHidden() ?? -1; layer >= 0; layer--)
        {
            if (!dossier.IsInBranch(layer))
                return layer;
        }

        return null;
    }

    /// <summary>Whether all units of some hidden layer are silent.</summary>
    public static bool HasSilentLayer(this Dossier dossier, FlowSample sample) => dossier.SilentLayers(sample).Any();

    /// <summary>The hidden layers with a function all of whose outputs are 0.</summary>
    public static IEnumerable<int> SilentLayers(this Dossier dossier, FlowSample sample) =>
        Enumerable.Range(0, dossier.LastHidden() + 1 ?? 0)
            .Where(i => sample.Layers[i].ActivationZero >= 1 && dossier.Header.Layers[i].IsRectifier());

    /// <summary>A list of layers in words: their numbers from 1 and their kinds.</summary>
    public static string Name(this Dossier dossier, IReadOnlyCollection<int> layers) => layers.Count switch
    {
        0 => "no layer",
        1 => $"layer {layers.First() + 1} ({dossier.Header.Layers[layers.First()].Kind})",
        _ when layers.Max() - layers.Min() + 1 == layers.Count => $"layers {layers.Min() + 1}–{layers.Max() + 1}",
        _ => $"layers {string.Join(", ", layers.Take(6).Select(layer => layer + 1))}{(layers.Count > 6 ? "…" : "")}",
    };
}
