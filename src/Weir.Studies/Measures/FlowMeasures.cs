using Weir.Flow;

namespace Weir.Studies;

/// <summary>A moment of a run that flow is looked at.</summary>
internal enum RunMoment
{
    /// <summary>The first step, on weights that nothing has moved.</summary>
    Start,

    /// <summary>Half of the steps.</summary>
    Middle,

    /// <summary>The last steps.</summary>
    End,
}

/// <summary>
/// Measures that are taken from a run's trace: in the middle and at the end means over the few samples of <see cref="FlowMoments"/>.
/// </summary>
internal static class FlowMeasures
{
    private const double StarvedShare = 0.01;

    public static double? AttenuationAt(RunEvidence run, RunMoment moment) => Mean(run, moment, (_, sample) => sample.Attenuation);

    public static double? DecadesAt(RunEvidence run, RunMoment moment) => Mean(run, moment, (header, sample) =>
    {
        double?[] norms = [.. Weighted(header).Select(layer => Attenuation.NormOf(header.Layers[layer], sample.Layers[layer]))];
        return norms is [> 0 and var first, .., > 0 and var last] ? Math.Log10(first / last) : null;
    });

    /// <summary>log₁₀ of the norm of the gradient over all parameters, before anything is done to it.</summary>
    public static double? GradientAt(RunEvidence run, RunMoment moment) =>
        Mean(run, moment, (_, sample) => sample.GradientNorm is > 0 and var norm ? Math.Log10(norm) : null);

    /// <summary>The largest of all measured steps.</summary>
    public static double? LargestGradient(RunEvidence run)
    {
        double[] norms = [.. run.Trace?.Samples.Select(sample => sample.GradientNorm).OfType<double>()
            .Where(double.IsFinite) ?? []];
        return norms.Length == 0 || norms.Max() <= 0 ? null : Math.Log10(norms.Max());
    }

    /// <summary>
    /// log₁₀ of the largest root of the mean square of a layer's weights over the smallest: 0 where all layers have the same.
    /// </summary>
    public static double? WeightSpread(RunEvidence run) => Mean(run, RunMoment.Start, (header, sample) =>
    {
        double[] sizes = [.. header.Parameters.Zip(sample.Parameters).Where(pair => pair.First.Kind == "weight")
            .Select(pair => pair.Second.WeightNorm / Math.Sqrt(pair.First.Shape.Aggregate(1.0, (count, length) => count * length)))];
        // Beside weights of zero all others are larger by any number of decades.
        return sizes.Length < 2 || sizes.Min() <= 0 ? null : Math.Log10(sizes.Max() / sizes.Min());
    });

    /// <summary>Of recurrent layers, on average: log₁₀ of the gradient at the earliest measured place over that at the last.</summary>
    public static double? PlacesAt(RunEvidence run, RunMoment moment) => Mean(run, moment, (_, sample) =>
        Average(sample.Layers.Select(layer => layer.DeltaPositions is [{ DeltaRms: > 0 } last, .., { DeltaRms: > 0 } first]
            ? (double?)Math.Log10(first.DeltaRms / last.DeltaRms) : null)));

    public static double? Starved(RunEvidence run) => Mean(run, RunMoment.End, (header, sample) =>
    {
        double[] ratios = [.. Ratios(header, sample).Where(ratio => ratio is not null).Select(ratio => ratio!.Value)];
        if (ratios.Length == 0)
            return null;
        double median = ratios.Order().ElementAt(ratios.Length / 2);
        return (double)ratios.Count(ratio => ratio < StarvedShare * median) / ratios.Length;
    });

    public static double? Dead(RunEvidence run) => Mean(run, RunMoment.End, (header, sample) =>
    {
        int units = 0, dead = 0;
        for (int i = 0; i < header.Layers.Count; i++)
        {
            if (sample.Layers[i].UnitsDead is not { } count)
                continue;
            units += header.Layers[i].Units;
            dead += count;
        }

        return units == 0 ? null : (double)dead / units;
    });

    public static double? Saturated(RunEvidence run) =>
        Mean(run, RunMoment.End, (_, sample) => Average(sample.Layers.Select(layer => layer.ActivationSaturated)));

    public static double? Zero(RunEvidence run) => Mean(run, RunMoment.End, (_, sample) =>
        Average(sample.Layers.Where(layer => layer.ActivationSaturated is not null).Select(layer => (double?)layer.ActivationZero)));

    public static double? UpdateRatio(RunEvidence run, bool first) => Mean(run, RunMoment.End, (header, sample) =>
    {
        double[] ratios = [.. Ratios(header, sample).Where(ratio => ratio is not null).Select(ratio => ratio!.Value)];
        return ratios.Length == 0 ? null : first ? ratios[0] : ratios.Order().ElementAt(ratios.Length / 2);
    });

    public static double? Noise(RunEvidence run)
    {
        if (run.Record.Status == "nonFinite" || run.Trace is not { Samples: [.., var last] } trace)
            return null;
        double[] scales = [.. trace.Samples.Where(sample => sample.Step * 2 >= last.Step && sample.NoiseScale is not null)
            .Select(sample => sample.NoiseScale!.Value).Order()];
        return scales.Length == 0 ? null : scales[scales.Length / 2];
    }

    private static double? Mean(RunEvidence run, RunMoment moment, Func<TraceHeader, FlowSample, double?> of) =>
        // One that diverged came to no middle and to no end.
        run.Moments is { Trace.Header: var header } moments && (moment == RunMoment.Start || run.Record.Status != "nonFinite")
            ? Average(moments.At(moment switch { RunMoment.Start => 0, RunMoment.Middle => 0.5, _ => 1 })
                .Select(sample => of(header, sample))) : null;

    private static double? Average(IEnumerable<double?> values)
    {
        double[] known = [.. values.Where(value => value is { } number && double.IsFinite(number)).Select(value => value!.Value)];
        return known.Length == 0 ? null : known.Average();
    }

    private static IEnumerable<int> Weighted(TraceHeader header) => Enumerable.Range(0, header.Layers.Count)
        .Where(layer => header.Layers[layer].HasWeights);

    // The weights' alone: biases begin at zero, and any move of theirs is large beside that.
    private static IEnumerable<double?> Ratios(TraceHeader header, FlowSample sample) =>
        header.Parameters.Select((parameter, index) => (parameter, index)).Where(pair => pair.parameter.Kind == "weight")
            .Select(pair => sample.Parameters[pair.index].UpdateRatio);
}
