using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Weir.Flow;

/// <summary>
/// Writes a trace as lines of JSON (docs/trace.md): the header first, then a line for each sample, each flushed when it is
/// written, so that a killed program loses at most the line it was writing.
/// </summary>
public sealed class TraceWriter : IDisposable
{
    private readonly Stream _stream;
    private readonly ArrayBufferWriter<byte> _buffer = new();
    private readonly Utf8JsonWriter _writer;

    /// <summary>Writes to a stream, which stays the caller's.</summary>
    /// <param name="stream">Positioned at the end of what is there.</param>
    public TraceWriter(Stream stream)
    {
        _stream = stream;
        // The file is no part of a page: a + in a kind or an ü in a path need not be escaped.
        _writer = new Utf8JsonWriter(_buffer, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
    }

    /// <summary>Gives back the writer's own memory; every line is in the stream already.</summary>
    public void Dispose() => _writer.Dispose();

    /// <summary>Writes the first line.</summary>
    /// <param name="header">What the samples will be about.</param>
    public void Write(TraceHeader header)
    {
        _writer.WriteStartObject();
        _writer.WriteString("format", "weir-trace");
        _writer.WriteNumber("version", header.Version);
        _writer.WriteNumber("batch", header.Batch);
        _writer.WriteStartArray("layers");
        foreach (TraceLayer layer in header.Layers)
        {
            _writer.WriteStartObject();
            _writer.WriteString("path", layer.Path);
            _writer.WriteString("kind", layer.Kind);
            _writer.WriteNumber("units", layer.Units);
            if (layer.Size != layer.Units)
                _writer.WriteNumber("size", layer.Size);
            _writer.WriteBoolean("weights", layer.HasWeights);
            _writer.WriteStartArray("traits");
            foreach (string trait in TraceTraits.Names(layer.Traits))
                _writer.WriteStringValue(trait);
            _writer.WriteEndArray();
            _writer.WriteEndObject();
        }

        _writer.WriteEndArray();
        _writer.WriteStartArray("parameters");
        foreach (TraceParameter parameter in header.Parameters)
        {
            _writer.WriteStartObject();
            _writer.WriteString("name", parameter.Name);
            _writer.WriteString("kind", parameter.Kind);
            _writer.WriteStartArray("shape");
            foreach (int length in parameter.Shape)
                _writer.WriteNumberValue(length);
            _writer.WriteEndArray();
            _writer.WriteNumber("layer", parameter.Layer);
            _writer.WriteEndObject();
        }

        _writer.WriteEndArray();
        _writer.WriteEndObject();
        EndLine();
    }

    /// <summary>Writes one line.</summary>
    /// <param name="sample">A sample of the header's layers and parameters.</param>
    public void Write(FlowSample sample)
    {
        _writer.WriteStartObject();
        _writer.WriteNumber("step", sample.Step);
        TraceJson.WriteNumber(_writer, "loss", sample.Loss);
        TraceJson.WriteNumber(_writer, "rate", sample.Rate);
        TraceJson.WriteNumber(_writer, "gradient.norm", sample.GradientNorm);
        TraceJson.WriteNumber(_writer, "gradient.norm.clipped", sample.ClippedNorm);
        TraceJson.WriteNumber(_writer, "attenuation", sample.Attenuation);
        TraceJson.WriteNumber(_writer, "noise.scale", sample.NoiseScale);
        _writer.WriteStartArray("layers");
        foreach (LayerFlow layer in sample.Layers)
            Write(layer);
        _writer.WriteEndArray();
        _writer.WriteStartArray("parameters");
        foreach (ParameterFlow parameter in sample.Parameters)
            Write(parameter);
        _writer.WriteEndArray();
        if (sample.Histograms is { } histograms)
            HistogramJson.Write(_writer, histograms);
        _writer.WriteEndObject();
        EndLine();
    }

    private void Write(LayerFlow layer)
    {
        _writer.WriteStartObject();
        TraceJson.WriteNumber(_writer, "activation.rms", layer.ActivationRms);
        TraceJson.WriteNumber(_writer, "activation.mean", layer.ActivationMean);
        TraceJson.WriteNumber(_writer, "activation.std", layer.ActivationStd);
        TraceJson.WriteNumber(_writer, "activation.max", layer.ActivationMax);
        TraceJson.WriteNumber(_writer, "activation.zero", layer.ActivationZero);
        TraceJson.WriteNumber(_writer, "activation.saturated", layer.ActivationSaturated);
        TraceJson.WriteNumber(_writer, "units.dead", layer.UnitsDead);
        TraceJson.WriteNumber(_writer, "delta.rms", layer.DeltaRms);
        NonFiniteJson.Write(_writer, "activation.nonfinite", layer.ActivationNonFinite);
        NonFiniteJson.Write(_writer, "delta.nonfinite", layer.DeltaNonFinite);
        Write(layer.DeltaPositions);
        _writer.WriteEndObject();
    }

    private void Write(ParameterFlow parameter)
    {
        _writer.WriteStartObject();
        TraceJson.WriteNumber(_writer, "weight.norm", parameter.WeightNorm);
        TraceJson.WriteNumber(_writer, "gradient.norm", parameter.GradientNorm);
        TraceJson.WriteNumber(_writer, "gradient.zero", parameter.GradientZero);
        TraceJson.WriteNumber(_writer, "update.ratio", parameter.UpdateRatio);
        TraceJson.WriteNumber(_writer, "gradient.cosine", parameter.GradientCosine);
        _writer.WriteEndObject();
    }

    private void Write(IReadOnlyList<PositionFlow>? positions)
    {
        if (positions is null)
            return;
        _writer.WriteStartArray("delta.positions");
        foreach (PositionFlow position in positions)
        {
            _writer.WriteStartObject();
            _writer.WriteNumber("back", position.Back);
            TraceJson.WriteNumber(_writer, "rms", position.DeltaRms);
            _writer.WriteEndObject();
        }

        _writer.WriteEndArray();
    }

    private void EndLine()
    {
        _writer.Flush();
        _buffer.Write("\n"u8);
        _stream.Write(_buffer.WrittenSpan);
        _stream.Flush();
        _buffer.ResetWrittenCount();
        _writer.Reset();
    }
}
