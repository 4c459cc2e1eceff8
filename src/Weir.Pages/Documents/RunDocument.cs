using System.Text.Json.Nodes;
using Weir.Diagnosis;
using Weir.Training;

namespace Weir.Pages;

/// <summary>A run as a page shows it, as JSON; <c>web/src/document.ts</c> is its other side.</summary>
internal static class RunDocument
{
    /// <summary>Characters that the list of layers may take beside the packed numbers.</summary>
    private const int Usual = 200_000;

    /// <summary>The document of a run.</summary>
    /// <param name="run">The run.</param>
    /// <param name="most">Characters that its packed numbers may take.</param>
    public static JsonObject Of(RunFiles run, int most = PackedFlow.MostCharacters)
    {
        IReadOnlyList<FlowLayer> layers = FlowLayer.Of(run.Trace.Header);
        Verdict verdict = Verdict.Of(run);
        JsonObject document = new()
        {
            ["name"] = run.Name,
            ["status"] = Status(run),
            ["state"] = run.Record is null ? "trace" : run.Record.Status == "running" && run.IsBeingWritten ? "running" : "ended",
            ["step"] = run.Step,
            ["totalSteps"] = run.Record?.TotalSteps,
            ["sampled"] = run.Trace.Samples.Count,
            ["batch"] = run.Trace.Header.Batch,
            ["recipe"] = run.Recipe,
            ["facts"] = new JsonArray([.. Facts(run).Select(fact => new JsonArray(fact.Name, fact.Value))]),
            ["tiles"] = new JsonArray([.. Tiles.Of(run).Select(tile => new JsonArray(tile.Label, tile.Value, tile.Note))]),
            ["verdict"] = new JsonObject
            {
                ["tone"] = verdict.Tone,
                ["headline"] = verdict.Headline,
                ["sentences"] = new JsonArray([.. verdict.Sentences.Select(text => JsonValue.Create(text))]),
            },
            ["checks"] = CheckList.Node(run),
            ["findings"] = Findings(run),
            ["withdrawn"] = new JsonArray([.. run.Withdrawn.Select(Withdrawn)]),
            ["nonFinite"] = FirstNonFinite.Node(run.Trace),
            ["layers"] = new JsonArray([.. LayerNames.Bounded(layers).Select(Node)]),
            ["epochs"] = new JsonArray([.. run.Epochs.Select(Node)]),
        };
        // Where layers alone take much, their numbers have less room.
        most -= Math.Min(most * 9 / 10, Math.Max(0, document["layers"]!.ToJsonString().Length - Usual));
        JsonObject? histograms = PackedHistograms.Of(layers, run.Trace.Samples, most);
        PackedFlow.Write(document, layers, run.Trace.Samples, most - PackedHistograms.Size(histograms));
        if (histograms is not null)
            document["histograms"] = histograms;
        return document;
    }

    /// <summary>How a run stands, in a line.</summary>
    public static string Status(RunFiles run) => run.Record switch
    {
        null => $"a trace of {Words.Of(run.Trace.Samples.Count, "sample")}",
        { Status: "running" } when run.IsBeingWritten => $"running, step {Words.Count(run.Step)} of {Words.Count(run.Record.TotalSteps)}",
        { Status: "running" } => $"stopped from outside at step {Words.Count(run.Step)} of {Words.Count(run.Record.TotalSteps)}",
        { Status: "interrupted" } when run.IsBranch =>
            $"paused by the repair at step {Words.Count(run.Step)} of {Words.Count(run.Record.TotalSteps)}",
        { Status: "nonFinite" } => $"not finite{(run.Record.FailedStep is { } failed ? $" in step {Words.Count(failed)}" : "")}, "
            + $"{Words.Count(run.Step)} of {Words.Count(run.Record.TotalSteps)} steps made",
        { } record => $"{record.Status} at step {Words.Count(run.Step)} of {Words.Count(record.TotalSteps)}",
    };

    private static JsonObject Node(FlowLayer layer)
    {
        JsonObject node = new()
        {
            ["path"] = layer.Path,
            ["kind"] = layer.Kind,
            ["units"] = layer.Units,
            ["weights"] = layer.HasWeights,
            ["parameters"] = layer.Parameters,
        };
        if (layer.Weight is { } weight)
            node["weight"] = weight;
        if (layer.Shape is not null)
            node["shape"] = new JsonArray([.. layer.Shape.Select(length => JsonValue.Create(length))]);
        return node;
    }

    /// <summary>
    /// Findings for machines (docs/findings.md), with the layers that they name as the first and the last number of each stretch, from 1:
    /// the page has the layers' names already; and with the quantities whose pictures belong beside it.
    /// </summary>
    private static JsonArray Findings(RunFiles run)
    {
        JsonArray all = (JsonArray)run.FindingNodes.DeepClone();
        foreach ((JsonNode? node, Finding finding) in all.Zip(run.Findings))
        {
            if (FindingPicture.Of(finding, run.Trace) is { Count: > 0 } pictures)
                node!["pictures"] = new JsonArray([.. pictures.Select(quantity => JsonValue.Create(quantity.Name))]);
        }

        foreach (JsonObject finding in all.OfType<JsonObject>())
        {
            if (finding["layers"] is not JsonArray layers)
                continue;
            List<(int First, int Last)> stretches = [];
            foreach (int number in layers.Select(layer => (int)layer!["number"]!))
            {
                if (stretches is [.., var last] && number == last.Last + 1)
                    stretches[^1] = (last.First, number);
                else
                    stretches.Add((number, number));
            }

            finding["layers"] = new JsonArray([.. stretches.Select(stretch => new JsonArray(stretch.First, stretch.Last))]);
        }

        return all;
    }

    private static JsonObject Withdrawn(Finding finding) => new()
    {
        ["code"] = finding.Diagnostic.Code,
        ["title"] = finding.Diagnostic.Title,
        ["severity"] = finding.Severity.ToString().ToLowerInvariant(),
        ["message"] = finding.Message,
        ["step"] = finding.Step,
        ["withdrawnAt"] = finding.Withdrawal?.Step ?? finding.Step,
        ["reason"] = finding.Withdrawal?.Reason ?? "",
    };

    private static JsonObject Node(EpochMetrics epoch)
    {
        JsonObject node = new() { ["epoch"] = epoch.Epoch, ["step"] = epoch.Step, ["seconds"] = epoch.Seconds };
        (string Name, double? Value)[] values =
        [
            ("trainingLoss", epoch.TrainingLoss), ("trainingAccuracy", epoch.TrainingAccuracy), ("validationLoss", epoch.ValidationLoss),
            ("validationAccuracy", epoch.ValidationAccuracy), ("validationR2", epoch.ValidationR2),
        ];
        foreach ((string name, double? value) in values)
        {
            if (value is { } number)
                node[name] = Json.Number(number);
        }

        return node;
    }

    private static IEnumerable<(string Name, string Value)> Facts(RunFiles run)
    {
        yield return ("run", run.Name);
        yield return ("status", Status(run));
        if (run.Outline is { } outline)
            yield return ("seed", $"{outline.Seed}");
        if (Data(run) is { Length: > 0 } data)
            yield return ("data", data);
        if (run.Record is not { } record)
            yield break;
        if (record.Reason is { } reason && !run.IsBranch)
            yield return ("reason", reason);
        yield return ("started", record.Started.ToString("yyyy-MM-dd HH:mm:ss zzz"));
        if (record.Duration(run.Epochs) is { Ticks: > 0 } time)
            yield return ("took", Words.Duration(time));
        yield return ("parameters", Words.Count(record.Parameters));
        if (record.StepsPerSecond is { } pace && double.IsFinite(pace))
            yield return ("steps a second", Words.Value(pace));
        if (record.Test is { } test)
            yield return ("test part", test.Accuracy is { } accuracy ? $"{Words.Percent(accuracy)} right, loss {Words.Value(test.Loss)}"
                : $"loss {Words.Value(test.Loss)}");
        yield return ("machine", record.Machine);
        yield return ("processors", Words.Count(record.Processors));
        yield return ("threads", Words.Count(record.Threads));
        yield return ("backend", record.Backend);
        yield return ("Weir", record.Version);
    }

    /// <summary>What is learnt from, and how much of it.</summary>
    private static string Data(RunFiles run)
    {
        string? name = run.Record?.Given?.Contains("data") == true ? "given by a program" : run.Outline?.DataSource;
        DataFacts? facts = run.Facts?.Data;
        string? training = facts is { Samples: > 0 } ? Words.Of(facts.Samples, "training sample") : null,
            validation = facts is { ValidationSamples: > 0 } ? $"{Words.Count(facts.ValidationSamples)} for validation" : null;
        return string.Join(", ", new[] { name, training, validation }.Where(text => text is not null));
    }
}
