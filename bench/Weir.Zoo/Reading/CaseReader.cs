using System.Text.Json;
using Weir.Training;

namespace Weir.Zoo;

/// <summary>Reads case files: a JSON list of training set-ups.</summary>
internal static class CaseReader
{
    /// <summary>Reads a file. A case that is wrong becomes an entry that says so; the others are read.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="CaseException">There is no such file, or it is no JSON list.</exception>
    public static IReadOnlyList<CaseEntry> Read(string path)
    {
        try
        {
            return Parse(File.ReadAllText(path), path);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new CaseException($"{path}: the cases cannot be read: {error.Message}");
        }
    }

    /// <summary>Reads a text.</summary>
    /// <param name="text">The JSON.</param>
    /// <param name="name">A name for messages.</param>
    /// <exception cref="CaseException">It is no JSON list.</exception>
    public static IReadOnlyList<CaseEntry> Parse(string text, string name = "cases")
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(text);
            if (document.RootElement.ValueKind != JsonValueKind.Array)
                throw new CaseException($"{name}: a list of cases is expected");
            List<CaseEntry> entries = [];
            foreach (JsonElement element in document.RootElement.EnumerateArray())
            {
                CaseEntry entry = Entry(element, entries.Count);
                entries.Add(entries.Exists(other => other.Id == entry.Id)
                    ? new CaseEntry(entry.Id, null, $"case {entry.Id}: field 'id' is that of an earlier case") : entry);
            }

            return entries;
        }
        catch (JsonException error)
        {
            throw new CaseException($"{name}: no JSON: {error.Message}");
        }
    }

    private static CaseEntry Entry(JsonElement element, int index)
    {
        string id = element.ValueKind == JsonValueKind.Object && element.TryGetProperty("id", out JsonElement named)
            && named.ValueKind == JsonValueKind.String ? named.GetString()! : $"#{index + 1}";
        try
        {
            return new CaseEntry(id, Case(new CaseFields(id, "", element), id), null);
        }
        catch (CaseException error)
        {
            return new CaseEntry(id, null, error.Message);
        }
    }

    private static ZooCase Case(CaseFields fields, string id)
    {
        ZooCase read = new()
        {
            Id = fields.RequiredText("id"),
            Dataset = fields.RequiredText("dataset"),
            Family = fields.Text("family") ?? "",
            Fault = fields.Text("fault"),
            Layers = CaseLayers.Read(id, "layers", fields.List("layers"), out ValueList<int>? inputShape),
            InputShape = inputShape,
            Optimizer = CaseOptimizers.Read(new CaseFields(id, "optimizer", fields.Get("optimizer"))),
            Loss = Loss(fields),
            Batch = fields.RequiredInteger("batch", 1),
            Epochs = fields.RequiredInteger("epochs", 1),
            Scale = fields.Number("scale") ?? 1,
            Shift = fields.Number("shift") ?? 0,
            Spread = fields.Number("spread") ?? 1,
            ShuffleLabels = fields.Flag("shuffle_labels"),
            NanRows = fields.Integer("nan_rows", 0) ?? 0,
            ClipNorm = fields.Number("clip_norm") is not { } limit || limit > 0 ? fields.Number("clip_norm")
                : throw fields.Wrong("clip_norm", "is not above 0"),
            Measured = fields.Find("measured") is null ? []
                : [.. fields.List("measured").Select((seed, i) => Measured(new CaseFields(id, $"measured[{i}]", seed)))],
            Twin = fields.Text("twin"),
            TwinTest = fields.Number("twin_test"),
            Chance = fields.Number("chance"),
            Verdict = Verdict(fields),
        };
        fields.Done();
        return read.Layers.Count > 0 ? read : throw fields.Wrong("layers", "holds no layer");
    }

    private static Choice Loss(CaseFields fields) => fields.RequiredText("loss") switch
    {
        "cross-entropy" => new Choice("cross-entropy"),
        "mse" => new Choice("mean-squared-error"),
        var other => throw fields.Wrong("loss", $"is '{other}', which there is not; there are cross-entropy, mse"),
    };

    private static MeasuredScore Measured(CaseFields fields)
    {
        MeasuredScore score = new(fields.Number("train") ?? double.NaN, fields.Number("test") ?? double.NaN, fields.Flag("finite"));
        fields.Done();
        return score;
    }

    private static Verdict? Verdict(CaseFields fields) => fields.Text("verdict") switch
    {
        null => null,
        "trains" => Zoo.Verdict.Trains,
        "suffers" => Zoo.Verdict.Suffers,
        "stochastic" => Zoo.Verdict.Stochastic,
        "trains-anyway" => Zoo.Verdict.TrainsAnyway,
        var other => throw fields.Wrong("verdict", $"is '{other}'; trains, suffers, stochastic or trains-anyway is expected"),
    };
}
