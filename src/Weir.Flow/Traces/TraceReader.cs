using System.Text;
using System.Text.Json;
using Weir.Nn;
using Weir.Tensors;

namespace Weir.Flow;

/// <summary>Reads a trace. A torn last line, as a killed program leaves it, is dropped; damage anywhere else is an error.</summary>
public static class TraceReader
{
    /// <summary>Reads a trace's file, which may still be written to.</summary>
    /// <param name="path">The file, as <c>flow.jsonl</c> of a run.</param>
    /// <exception cref="TraceException">Not a trace, or a damaged line; the message names file and line.</exception>
    /// <exception cref="FileException">It cannot be read.</exception>
    public static Trace Read(string path)
    {
        string text = FileException.Guard(path, "it cannot be read", () =>
        {
            using FileStream stream = RegularFile.OpenRead(path, FileShare.ReadWrite | FileShare.Delete);
            return Encoding.UTF8.GetString(BoundedFile.ReadLines(stream, path)).TrimStart('\uFEFF');
        });
        return Parse(text, path);
    }

    /// <summary>Reads a trace from text.</summary>
    /// <param name="text">Lines of JSON.</param>
    /// <param name="name">What errors call it.</param>
    /// <exception cref="TraceException">Not a trace, or a damaged line.</exception>
    public static Trace Parse(string text, string name)
    {
        string[] lines = text.Split('\n');
        // What follows the last line break is empty, or a line that was never finished.
        if (lines.Length < 2)
            throw new TraceException($"{name}: the first line of a trace, which names its layers, is missing");
        TraceHeader header = Line(lines[0], name, 1, Header);
        List<FlowSample> samples = [];
        for (int i = 1; i < lines.Length - 1; i++)
            samples.Add(Line(lines[i], name, i + 1, line => InOrder(Sample(line, header), samples)));
        return new Trace(header, samples);
    }

    /// <summary>Reads a sample from its line.</summary>
    /// <param name="line">UTF-8, as <see cref="TraceWriter"/> has written it.</param>
    /// <param name="header">The first line of its trace.</param>
    /// <exception cref="TraceException">It is no sample of such a trace.</exception>
    public static FlowSample ParseSample(ReadOnlyMemory<byte> line, TraceHeader header)
    {
        ArgumentNullException.ThrowIfNull(header);
        try
        {
            using JsonDocument document = JsonDocument.Parse(line);
            return Sample(document.RootElement, header);
        }
        catch (Exception error) when (Damage.IsDamage(error))
        {
            throw new TraceException($"not a line of a trace ({error.Message})", error);
        }
    }

    private static FlowSample InOrder(FlowSample sample, List<FlowSample> before) =>
        before.Count == 0 || sample.Step >= before[^1].Step ? sample
            : throw new TraceException($"step {sample.Step} stands behind step {before[^1].Step}");

    private static T Line<T>(string text, string name, int number, Func<JsonElement, T> read)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(text);
            return read(document.RootElement);
        }
        catch (Exception error) when (error is TraceException || Damage.IsDamage(error))
        {
            string reason = error is JsonException ? "it is no JSON" : error.Message;
            // Without its first line a trace is none.
            throw new TraceException($"{name}, line {number}: not a line of a trace ({reason})", error)
            {
                Remedy = number > 1 ? "Remove the line to go on without it" : null,
            };
        }
    }

    private static TraceHeader Header(JsonElement line)
    {
        if (!line.TryGetProperty("format", out JsonElement format) || format.GetString() != "weir-trace")
            throw new TraceException("the first line must say \"format\": \"weir-trace\"");
        int version = line.Required("version").GetInt32();
        if (version > TraceHeader.CurrentVersion)
            throw new TraceException($"the trace is of version {version}, and this program reads up to {TraceHeader.CurrentVersion}; use "
                + "a newer one");
        TraceHeader header = new(
            [.. line.Required("layers").EnumerateArray().Select(HeaderLayer)],
            [.. line.Required("parameters").EnumerateArray().Select(parameter => new TraceParameter(
                parameter.Text("name"), parameter.Text("kind"),
                [.. parameter.Required("shape").EnumerateArray().Select(length => length.GetInt32())], parameter.Required("layer")
                    .GetInt32()))],
            line.Required("batch").GetInt32())
        {
            Version = version,
        };
        if (header.Batch < 0 || header.Layers.Any(layer => layer.Units < 0))
            throw new TraceException("the batch, or the units of a layer, are fewer than 0");
        if (header.Parameters.FirstOrDefault(parameter => parameter.Shape.Any(length => length < 0)) is { } odd)
            throw new TraceException($"parameter '{odd.Name}' has an axis of fewer than 0 entries");
        // -1 is for a parameter of no layer that is listed.
        return header.Parameters.FirstOrDefault(parameter => parameter.Layer < -1 || parameter.Layer >= header.Layers.Count) is { } stray
            ? throw new TraceException($"parameter '{stray.Name}' is of layer {stray.Layer}; the layers go from 0 to "
                + $"{header.Layers.Count - 1}, and -1 stands for none of them")
            : header;
    }

    private static TraceLayer HeaderLayer(JsonElement line)
    {
        int units = line.Required("units").GetInt32();
        TraceLayer layer = new(line.Text("path"), line.Text("kind"), units, line.Required("weights").GetBoolean())
        {
            Size = line.OptionalCount("size") ?? units,
        };
        return line.TryGetProperty("traits", out JsonElement traits)
            ? layer with
            {
                Traits = traits.EnumerateArray()
                .Aggregate(LayerTraits.None, (all, trait) => all | TraceTraits.Named(trait.GetString() ?? ""))
            }
            : layer;
    }

    private static FlowSample Sample(JsonElement line, TraceHeader header)
    {
        LayerFlow[] layers = [.. line.Required("layers").EnumerateArray().Select(Layer)];
        // Where the loss is not finite no gradient was computed; earlier versions wrote zeros for it.
        bool gradient = double.IsFinite(line.Number("loss")) || layers.Any(layer => layer.DeltaRms is not null)
            || line.OptionalNumber("gradient.norm") is not (null or 0);
        ParameterFlow[] parameters = [.. line.Required("parameters").EnumerateArray().Select(parameter => Parameter(parameter, gradient))];
        if (layers.Length != header.Layers.Count || parameters.Length != header.Parameters.Count)
            throw new TraceException($"{layers.Length} layers and {parameters.Length} parameters, where the header names "
                + $"{header.Layers.Count} and {header.Parameters.Count}");
        long step = line.Required("step").GetInt64();
        if (step < 0)
            throw new TraceException($"the step is {step}; steps count from 1");
        return new FlowSample
        {
            Step = step,
            Loss = line.Number("loss"),
            Rate = line.Number("rate"),
            GradientNorm = gradient ? line.Number("gradient.norm") : null,
            ClippedNorm = gradient ? line.Number("gradient.norm.clipped") : null,
            Attenuation = line.OptionalNumber("attenuation"),
            NoiseScale = line.OptionalNumber("noise.scale"),
            Layers = layers,
            Parameters = parameters,
            Histograms = line.TryGetProperty("histograms", out JsonElement histograms) ? HistogramJson.Read(histograms, header) : null,
        };
    }

    private static LayerFlow Layer(JsonElement layer) => new()
    {
        ActivationRms = layer.Number("activation.rms"),
        ActivationMean = layer.Number("activation.mean"),
        ActivationStd = layer.Number("activation.std"),
        ActivationMax = layer.Number("activation.max"),
        ActivationZero = layer.Number("activation.zero"),
        ActivationSaturated = layer.OptionalNumber("activation.saturated"),
        UnitsDead = layer.OptionalCount("units.dead"),
        DeltaRms = layer.OptionalNumber("delta.rms"),
        ActivationNonFinite = NonFiniteJson.Read(layer, "activation.nonfinite"),
        DeltaNonFinite = NonFiniteJson.Read(layer, "delta.nonfinite"),
        DeltaPositions = layer.TryGetProperty("delta.positions", out JsonElement positions)
            ? [.. positions.EnumerateArray()
                .Select(position => new PositionFlow(position.Required("back").GetInt32(), position.Number("rms")))]
            : null,
    };

    private static ParameterFlow Parameter(JsonElement parameter, bool gradient) => new()
    {
        WeightNorm = parameter.Number("weight.norm"),
        GradientNorm = gradient ? parameter.Number("gradient.norm") : null,
        GradientZero = gradient ? parameter.Number("gradient.zero") : null,
        UpdateRatio = parameter.OptionalNumber("update.ratio"),
        GradientCosine = parameter.OptionalNumber("gradient.cosine"),
    };
}
