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
/// Measures that are taken from a run's trace. In the middle and at the end they are means over a few samples, for one batch says little.
/// </summary>
internal static class FlowMeasures
{
    private const int Samples = 5;
    private const double StarvedShare = 0.01;

    public static double? AttenuationAt(RunEvidence run, RunMoment moment) => Mean(run, moment, (_, sample) => sample.Attenuation);

    public static double? DecadesAt(RunEvidence run, RunMoment moment) => Mean(run, moment, (header, sample) =>
    {
        double?[] norms = [.. Weighted(header).Select(layer => Attenuation.NormOf(header.Layers[layer], sample.Layers[layer]))];
        return norms is [> 0 and var first, .., > 0 and var last] ? Math.Log10(first / last) : null;
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
        if (run.Trace is not { Samples: [.., var last] } trace)
            return null;
        double[] scales = [.. trace.Samples.Where(sample => sample.Step * 2 >= last.Step && sample.NoiseScale is not null)
            .Select(sample => sample.NoiseScale!.Value).Order()];
        return scales.Length == 0 ? null : scales[scales.Length / 2];
    }

    /// <summary>
    /// The samples of a moment, from 0 at the first step to 1 at the end. A sample without a finite loss tells nothing of the gradient.
    /// </summary>
    internal static IReadOnlyList<FlowSample> SamplesAt(Trace trace, double moment)
    {
        FlowSample[] samples = [.. trace.Samples.Where(sample => double.IsFinite(sample.Loss))];
        if (samples.Length == 0)
            return [];
        if (moment == 0)
            return [samples[0]];
        return moment == 1 ? [.. samples.TakeLast(Samples)]
            : [.. samples.OrderBy(sample => Math.Abs(sample.Step - (samples[^1].Step * moment))).Take(Samples)];
    }

    private static double? Mean(RunEvidence run, RunMoment moment, Func<TraceHeader, FlowSample, double?> of) =>
        run.Trace is { } trace ? Average(SamplesAt(trace, moment switch { RunMoment.Start => 0, RunMoment.Middle => 0.5, _ => 1 })
            .Select(sample => of(trace.Header, sample))) : null;

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
