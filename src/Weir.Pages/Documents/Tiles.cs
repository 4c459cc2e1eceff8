using Weir.Flow;
using Weir.Training;

namespace Weir.Pages;

/// <summary>The few numbers that stand large beside the verdict.</summary>
internal static class Tiles
{
    /// <summary>A number with its label, the step that it was taken at, and the layers that it is about.</summary>
    internal sealed record Tile(string Label, string Value, string Note, long? Step, params IReadOnlyList<int> Layers);

    /// <summary>The tiles of a run.</summary>
    public static IEnumerable<Tile> Of(RunFiles run)
    {
        EpochMetrics? best = run.Epochs.Count == 0 ? null : run.Epochs.Aggregate((best, next) => next.IsBetterThan(best) ? next : best);
        string when = best is null ? "" : $"epoch {Words.Count(best.Epoch)} of {Words.Count(run.Epochs.Count)}";
        if (best is { ValidationAccuracy: { } accuracy })
            yield return new Tile("validation, best", Words.Percent(accuracy), when, best.Step);
        else if (best is { ValidationR2: { } fit })
            yield return new Tile("R², best", Words.Value(fit), when, best.Step);
        IReadOnlyList<FlowSample> samples = run.Trace.Samples;
        if (samples.Count > 0)
            yield return new Tile("loss", Words.Value(run.Epochs.Count > 0 ? run.Epochs[^1].TrainingLoss : samples[^1].Loss),
                $"{Words.Value(samples[0].Loss)} at step {Words.Count(samples[0].Step)}",
                run.Epochs.Count > 0 ? run.Epochs[^1].Step : samples[^1].Step);
        if (samples.Count > 0 && samples[^1].Attenuation is { } attenuation)
            yield return new Tile("attenuation", Words.Value(Math.Round(attenuation, 3)), "decades per layer, at the end",
                samples[^1].Step);
        if (samples.Count > 0 && Extent(run) is var (extent, first, last))
            yield return new Tile("gradient, first/last layer", extent, "root mean square (delta.rms), at the end",
                samples[^1].Step, first, last);
        if (run.Record is { Parameters: > 0 } known)
            yield return new Tile("parameters", Words.Count(known.Parameters), Words.Of(run.Trace.Header.Layers.Count, "layer"), null);
    }

    /// <summary>How far a run has come. A page makes the same of its own numbers, because it may follow the run.</summary>
    public static Tile Steps(RunFiles run)
    {
        string samples = Words.Of(run.Trace.Samples.Count, "sample");
        return new Tile("steps", Words.Count(run.Step),
            run.Record is { } record ? $"of {Words.Count(record.TotalSteps)}; {samples}" : samples, run.Step);
    }

    private static (string Value, int First, int Last)? Extent(RunFiles run)
    {
        int[] weighted = [.. run.Trace.Header.Layers.Select((layer, i) => (layer, i)).Where(each => each.layer.HasWeights)
            .Select(each => each.i)];
        IReadOnlyList<LayerFlow> layers = run.Trace.Samples[^1].Layers;
        return weighted.Length > 1 && layers[weighted[0]].DeltaRms is { } first && layers[weighted[^1]].DeltaRms is > 0 and var last
            ? (Words.Value(first / last), weighted[0], weighted[^1]) : null;
    }
}
