using System.Diagnostics.Metrics;
using Weir.Flow;

namespace Weir.Training;

/// <summary>What the flow of a run says to the meter, sample by sample.</summary>
internal sealed class FlowInstruments
{
    private readonly Gauge<double> _norm, _attenuation, _noise, _delta, _update;
    private KeyValuePair<string, object?>[] _layers = [], _parameters = [];

    public FlowInstruments(Meter meter)
    {
        _norm = meter.CreateGauge<double>("weir.flow.gradient.norm", "1", "Norm of all gradients together before clipping");
        _attenuation = meter.CreateGauge<double>("weir.flow.attenuation", "{decade}/{layer}",
            "Decades a layer that the gradient loses (below 0) or gains on its way to the input");
        _noise = meter.CreateGauge<double>("weir.flow.noise.scale", "{sample}", "Gradient noise scale");
        _delta = meter.CreateGauge<double>("weir.flow.delta.rms", "1", "Size of the gradient that flows through a layer");
        _update = meter.CreateGauge<double>("weir.flow.update.ratio", "1", "How far a step moves a parameter, as a share of its norm");
    }

    /// <summary>What the samples to come are about; null where there will be none.</summary>
    public void Begin(TraceHeader? header)
    {
        _layers = Tags("weir.layer", header?.Layers.Select(layer => layer.Path));
        _parameters = Tags("weir.parameter", header?.Parameters.Select(parameter => parameter.Name));
    }

    public void Record(FlowSample sample, KeyValuePair<string, object?> run)
    {
        if (sample.GradientNorm is { } norm)
            _norm.Record(norm, run);
        if (sample.Attenuation is { } attenuation)
            _attenuation.Record(attenuation, run);
        if (sample.NoiseScale is { } noise)
            _noise.Record(noise, run);
        if (_delta.Enabled)
            Record(_delta, _layers, sample.Layers, layer => layer.DeltaRms, run);
        if (_update.Enabled)
            Record(_update, _parameters, sample.Parameters, parameter => parameter.UpdateRatio, run);
    }

    private static void Record<T>(Gauge<double> gauge, KeyValuePair<string, object?>[] tags, IReadOnlyList<T> entries,
        Func<T, double?> value, KeyValuePair<string, object?> run)
    {
        for (int i = 0; i < Math.Min(tags.Length, entries.Count); i++)
        {
            if (value(entries[i]) is { } number)
                gauge.Record(number, run, tags[i]);
        }
    }

    private static KeyValuePair<string, object?>[] Tags(string key, IEnumerable<string>? names) =>
        [.. (names ?? []).Select(name => new KeyValuePair<string, object?>(key, name))];
}
