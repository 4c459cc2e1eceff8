using Weir.Flow;
using Weir.Training;

namespace Weir.Zoo;

/// <summary>The published rules of another tool, applied to a trace.</summary>
/// <param name="Name">The tool.</param>
/// <param name="Source">Where its rules and thresholds are published.</param>
/// <param name="Says">The faults that it names in a run, by the zoo's names, in its own order; empty for none.</param>
internal sealed record Rival(string Name, string Source, Func<RivalView, IEnumerable<string>> Says);

/// <summary>What rules of other tools read off a run.</summary>
internal sealed class RivalView(Trace trace, IReadOnlyList<EpochMetrics> epochs)
{
    /// <summary>Layers and parameters.</summary>
    public TraceHeader Header => trace.Header;

    /// <summary>The measured steps.</summary>
    public IReadOnlyList<FlowSample> Samples => trace.Samples;

    /// <summary>The epochs' metrics.</summary>
    public IReadOnlyList<EpochMetrics> Epochs => epochs;

    /// <summary>The numbers of the parameters that are weights, the one nearest to the input first.</summary>
    public int[] Weights { get; } =
        [.. Enumerable.Range(0, trace.Header.Parameters.Count).Where(i => trace.Header.Parameters[i].Kind == "weight")];

    /// <summary>The numbers of the layers whose outputs can be 0 as those of rectifiers.</summary>
    public int[] Rectifiers { get; } = [.. Enumerable.Range(0, trace.Header.Layers.Count)
        .Where(i => trace.Header.Layers[i].Kind.Contains("relu", StringComparison.Ordinal))];

    /// <summary>The mean |g| of a parameter, for entries that are normally distributed: √(2/π) of their root mean square.</summary>
    public double MeanGradient(FlowSample sample, int parameter) =>
        Math.Sqrt(2 / Math.PI) * (sample.Parameters[parameter].GradientNorm ?? 0)
        / Math.Sqrt(Header.Parameters[parameter].Shape.Aggregate(1.0, (size, length) => size * length));

    /// <summary>The share of the measured steps at which something holds.</summary>
    public double Share(Func<FlowSample, bool> holds) => Samples.Count == 0 ? 0 : (double)Samples.Count(holds) / Samples.Count;

    /// <summary>Whether a loss, a gradient or a weight was no finite number.</summary>
    public bool HasNonFinite => Samples.Any(sample => !double.IsFinite(sample.Loss) || !double.IsFinite(sample.GradientNorm ?? 0)
        || sample.Parameters.Any(flow => !double.IsFinite(flow.WeightNorm)));
}
