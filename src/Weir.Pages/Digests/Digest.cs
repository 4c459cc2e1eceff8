using System.Text;
using System.Text.Json.Nodes;
using Weir.Diagnosis;
using Weir.Flow;
using Weir.Studies;
using Weir.Tensors;
using Weir.Training;

namespace Weir.Pages;

/// <summary>
/// A run in Markdown, bounded, for issue trackers and language models: what is wrong first, and with every claim the run, the layer, the
/// step and the value that it rests on.
/// </summary>
public static class Digest
{
    /// <summary>Bytes that a digest never exceeds: 256 KB.</summary>
    public const int MostBytes = 256 * 1024;

    /// <summary>Rows of a table of layers.</summary>
    private const int MostLayers = 400;

    /// <summary>The digest of a run.</summary>
    /// <param name="run">A run directory, the file of a trace, the folder of a study, whose table and sentences it tells, or of a repair,
    /// whose certificate it tells.</param>
    /// <exception cref="WeirException">A file of the run is damaged, or cannot be read; the message names it.</exception>
    /// <exception cref="RunException">There is no run.</exception>
    public static string Of(string run)
    {
        if (RepairDocument.IsRepair(run))
            return Joined(RepairDigest.Parts(RepairDocument.Read(run)));
        if (StudyFolder.IsStudy(run))
            return Bounded(MarkdownTable.Page(StudyResults.Read(run)));
        RunFiles files = RunFiles.Read(run);
        return Joined([Head(files), Findings(files), Withdrawn(files), Checks(files), Epochs(files), Layers(files), Recipe(files)]);
    }

    /// <summary>Parts, the most important first: what does not fit is cut at the end.</summary>
    private static string Joined(IEnumerable<string> parts)
    {
        StringBuilder text = new();
        foreach (string part in parts)
        {
            if (Encoding.UTF8.GetByteCount(part) + Encoding.UTF8.GetByteCount(text.ToString()) <= MostBytes - 200)
                text.Append(part);
            else
                text.Append($"\n(The digest is full: a part that begins with \"{Safe(part.TrimStart('\n', '#', ' ').Split('\n')[0])}\" "
                    + "is left out.)\n");
        }

        return text.ToString();
    }

    /// <summary>As many whole lines as a digest may hold.</summary>
    private static string Bounded(string text)
    {
        const string End = "\n(The digest is full: what follows is left out.)\n";
        int room = MostBytes - End.Length, used = 0;
        string[] lines = text.Split('\n');
        int kept = lines.TakeWhile(line => (used += Encoding.UTF8.GetByteCount(line) + 1) <= room).Count();
        return kept == lines.Length ? text : string.Join('\n', lines.Take(kept)) + End;
    }

    private static string Head(RunFiles run)
    {
        Verdict verdict = Verdict.Of(run);
        StringBuilder text = new($"# Run {Safe(run.Name)}: {Safe(verdict.Headline)}\n\n");
        text.Append($"{Safe(RunDocument.Status(run))}\n\n");
        // What stands first says by itself what it rests on: it may be all that is read. What a diagnostic means is about no step.
        foreach (Claim claim in verdict.Claims)
        {
            string place = claim.Step is null ? "" : $"{Place(run, claim.Step, claim.Layers)}: ";
            text.Append($"- {place}{MarkdownText.Sentence(claim.Text)}\n");
        }

        if (FirstNonFinite.Node(run.Trace) is { } first)
        {
            string at = Place(run, (long)first["step"]!, (int)first["layer"]! is >= 0 and var layer ? [layer] : []);
            text.Append($"- {at}: the first value that is no finite number: {Safe((string)first["text"]!)}\n");
        }

        foreach (Tiles.Tile tile in Tiles.Of(run).Append(Tiles.Steps(run)))
        {
            text.Append($"- {Place(run, tile.Step, tile.Layers)}: {tile.Label}: {tile.Value}"
                + $"{(tile.Note.Length > 0 ? $" ({tile.Note})" : "")}\n");
        }

        return text.ToString();
    }

    private static string Withdrawn(RunFiles run)
    {
        if (run.Withdrawn.Count == 0)
            return "";
        StringBuilder text = new("\n## Withdrawn: said before, and disproved by the run\n\n");
        foreach (Finding finding in run.Withdrawn)
        {
            text.Append($"- {Place(run, finding.Step, finding.Layers)}: {finding.Diagnostic.Code} {finding.Diagnostic.Title}: "
                + $"{Safe(finding.Message)}; withdrawn at step {finding.Withdrawal?.Step ?? finding.Step}: "
                + $"{Safe(finding.Withdrawal?.Reason ?? "")}\n");
        }

        return text.ToString();
    }

    private static string Findings(RunFiles run)
    {
        if (run.Findings.Count == 0)
            return "";
        StringBuilder text = new("\n## Findings, ranked: causes before consequences\n");
        foreach ((Finding finding, JsonNode? node) in run.Findings.Zip(run.FindingNodes))
        {
            string severity = finding.Severity.ToString().ToLowerInvariant();
            text.Append($"\n### {finding.Diagnostic.Code} {finding.Diagnostic.Title} ({severity})\n\n");
            text.Append($"- {Place(run, finding.Step, finding.Layers)}\n");
            if ((string?)node?["state"] is { } state)
                text.Append($"- state: {Safe(state)}\n");
            text.Append($"- seen: {Safe(finding.Message)}\n");
            foreach (Evidence evidence in finding.Evidence)
                text.Append($"- evidence: {Safe(evidence.Quantity)} = "
                    + $"{Words.Value(evidence.Value)}{(evidence.Threshold is { } limit ? $", limit {Words.Value(limit)}" : "")}, healthy "
                    + $"{Safe(evidence.Healthy)}\n");
            if (finding.Because is { } cause)
                text.Append($"- because of: {cause.Code} {cause.Title}\n");
            text.Append($"- means: {finding.Diagnostic.Meaning}\n");
            foreach (string remedy in finding.Remedies)
                text.Append($"- try: {remedy}\n");
        }

        return text.ToString();
    }

    /// <summary>What a claim rests on: the run, the step (null for none) and the layers.</summary>
    private static string Place(RunFiles run, long? step, IReadOnlyList<int> layers)
    {
        string place = $"run {Safe(run.Name)}{(step is { } at ? $", step {at}" : "")}";
        if (layers.Count == 0)
            return place;
        string numbers = $"{place}, layer{(layers.Count == 1 ? "" : "s")} {Words.Ranges(layers.Select(layer => layer + 1))}";
        // Paths that only count say nothing more.
        IReadOnlyList<TraceLayer> names = run.Trace.Header.Layers;
        if (layers.All(layer => names[layer].Path == $"{layer + 1}"))
            return numbers;
        string paths = string.Join(", ", layers.Take(12).Select(layer => Code(names[layer].Path)));
        return $"{numbers} ({paths}{(layers.Count > 12 ? ", …" : "")})";
    }

    private static string Checks(RunFiles run)
    {
        IReadOnlyList<CheckList.Check> checks = CheckList.Of(run);
        CheckList.Check[] unable = [.. checks.Where(check => check.State == "unable")],
            off = [.. checks.Where(check => check.State == "off")];
        StringBuilder text = new("\n## Checks\n\n");
        text.Append($"{checks.Count - unable.Length - off.Length} of {checks.Count} ran.\n");
        foreach (CheckList.Check check in unable)
            text.Append($"- {check.Diagnostic.Code} {check.Diagnostic.Name} could not: {check.Reason}\n");
        foreach (CheckList.Check check in off)
            text.Append($"- {check.Diagnostic.Code} {check.Diagnostic.Name} is switched off\n");
        return text.ToString();
    }

    private static string Epochs(RunFiles run)
    {
        if (run.Epochs.Count == 0)
            return "";
        StringBuilder text = new("\n## Epochs\n\n| epoch | step | training loss | validation loss | validation |\n|--:|--:|--:|--:|--:|\n");
        // Of a long run the first, the last, and some between them.
        int stride = Math.Max(1, run.Epochs.Count / 60);
        foreach (EpochMetrics epoch in run.Epochs.Where((_, i) => i % stride == 0 || i == run.Epochs.Count - 1))
            text.Append($"| {epoch.Epoch} | {epoch.Step} | {Words.Value(epoch.TrainingLoss)} | {Cell(epoch.ValidationLoss)} | "
                + $"{(epoch.ValidationAccuracy is { } accuracy ? Words.Percent(accuracy) : Cell(epoch.ValidationR2))} |\n");
        return text.ToString();
    }

    private static string Layers(RunFiles run)
    {
        IReadOnlyList<FlowSample> samples = run.Trace.Samples;
        if (samples.Count == 0)
            return "";
        IReadOnlyList<FlowLayer> layers = FlowLayer.Of(run.Trace.Header);
        FlowSample first = samples[0], last = samples[^1];
        StringBuilder text = new($"\n## Layers at step {Words.Count(first.Step)} → {Words.Count(last.Step)}, the input first\n\n"
            + "| layer | path | kind | delta.rms | update.ratio | activation.std | dead | saturated |\n"
            + "|--:|---|---|--:|--:|--:|--:|--:|\n");
        foreach (FlowLayer layer in layers.Take(MostLayers))
        {
            string Pair(Func<FlowSample, double?> of) => $"{Cell(of(first))} → {Cell(of(last))}";
            text.Append($"| {layer.Number + 1} | {Code(layer.Path)} | {Code(layer.Kind)} | "
                + $"{Pair(sample => sample.Layers[layer.Number].DeltaRms)} | "
                + $"{Pair(sample => layer.Weight is { } weight ? sample.Parameters[weight].UpdateRatio : null)} | "
                + $"{Pair(sample => sample.Layers[layer.Number].ActivationStd)} | "
                + $"{last.Layers[layer.Number].UnitsDead?.ToString() ?? "–"} of {layer.Units} | "
                + $"{(last.Layers[layer.Number].ActivationSaturated is { } share ? Words.Percent(share) : "–")} |\n");
        }

        if (layers.Count > MostLayers)
            text.Append($"\n(and {layers.Count - MostLayers} layers more)\n");
        return text.ToString();
    }

    private static string Recipe(RunFiles run) => run.Recipe is null ? ""
        : $"\n## Recipe\n\n{MarkdownText.Block(run.Recipe.TrimEnd().Split('\n'))}";

    private static string Cell(double? value) => value is { } number ? Words.Value(number) : "–";

    private static string Safe(string text) => MarkdownText.Safe(text);

    private static string Code(string name) => MarkdownText.Code(name);
}
