using System.Text.Json.Nodes;
using Weir.Studies;

namespace Weir.Pages;

/// <summary>A study as a page shows it, as JSON; <c>web/src/document.ts</c> is its other side.</summary>
internal static class StudyDocument
{
    /// <summary>The document of a study.</summary>
    /// <param name="folder">Its folder.</param>
    /// <param name="pageOf">Where the page of a run is; the report in its folder, where there is one, unless told.</param>
    public static JsonObject Of(string folder, Func<string, string?>? pageOf = null)
    {
        StudyResults results = StudyResults.Read(folder);
        Study study = results.Study;
        StudyTable table = StudyTable.Of(results);
        Measure[] shown = [.. study.Measures.Select(MeasureList.Find).OfType<Measure>()];
        HashSet<string> known = [.. results.Cells.SelectMany(results.Of).SelectMany(run => run.Yield.Values.Keys)];
        Measure[] measures = [.. shown, .. MeasureList.All.Except(shown).Where(measure => known.Contains(measure.Name))];
        string runs = Path.Combine(folder, StudyFolder.RunsName);
        pageOf ??= run => File.Exists(Path.Combine(runs, run, Report.Name))
            ? $"{StudyFolder.RunsName}/{Uri.EscapeDataString(run)}/{Report.Name}" : null;
        return new JsonObject
        {
            ["name"] = study.Name,
            ["title"] = study.Title ?? study.Name,
            ["expect"] = study.Expect?.ReplaceLineEndings(" ").Trim(),
            ["quick"] = study.IsQuick,
            ["complete"] = results.IsComplete,
            ["seeds"] = new JsonArray([.. study.Seeds.Select(seed => JsonValue.Create(seed))]),
            ["planned"] = results.Cells.Count * study.Seeds.Count,
            ["text"] = study.Text,
            ["names"] = Texts(table.Names),
            ["measures"] = new JsonArray([.. measures.Select(measure => Node(measure, shown.Contains(measure)))]),
            ["extras"] = Texts(table.Columns.Skip(shown.Length)),
            ["sources"] = Texts(table.Sources),
            ["cells"] = new JsonArray([.. results.Cells.Zip(table.Rows, (cell, row) =>
                Node(results, cell, row, measures, shown.Length, pageOf))]),
            ["effects"] = new JsonArray([.. measures.SelectMany(measure => EffectList.Of(results, measure))
                .Select(Node)]),
            ["closing"] = Texts(ClosingText.Of(results)),
            ["maps"] = new JsonArray([.. HeatMap.Of(results).Select(Node)]),
            ["flow"] = StudyFlow.Of(results, runs),
        };
    }

    private static JsonArray Texts(IEnumerable<string> texts) => new([.. texts.Select(text => JsonValue.Create(text))]);

    private static JsonObject Node(HeatMap map) => new()
    {
        ["title"] = map.Title,
        ["heading"] = HeatMapText.Heading(map),
        ["measure"] = map.Measure.Name,
        ["across"] = map.Across,
        ["down"] = map.Down,
        ["columns"] = Texts(map.Columns),
        ["rows"] = Texts(map.Rows),
        ["values"] = Table(map, value => JsonValue.Create(value)),
        ["places"] = Table(map, value => JsonValue.Create(map.Place(value))),
        ["texts"] = new JsonArray([.. map.Values.Select(row => Texts(row.Select(value => MeasureText.Short(map.Measure, value))))]),
        ["curve"] = map.CurveName,
        // JSON has no infinity; what is known of each column stands in the texts.
        ["line"] = new JsonArray([.. map.Curve.Select(value => JsonValue.Create(value is { } number ? Math.Min(number, 1e9) : value))]),
        ["lineTexts"] = Texts(map.Curve.Select((_, at) => map.CurveText(at))),
    };

    private static JsonArray Table(HeatMap map, Func<double?, JsonNode?> of) =>
        new([.. map.Values.Select(row => new JsonArray([.. row.Select(of)]))]);

    private static JsonObject Node(Measure measure, bool isShown) => new()
    {
        ["name"] = measure.Name,
        ["title"] = measure.Title,
        ["unit"] = measure.Unit,
        ["description"] = measure.Description,
        ["form"] = measure.Form.ToString().ToLowerInvariant(),
        ["better"] = measure.HigherIsBetter switch { true => 1, false => -1, null => 0 },
        ["shown"] = isShown,
    };

    private static JsonObject Node(StudyResults results, Cell cell, StudyTable.Row row, Measure[] measures, int shown,
        Func<string, string?> pageOf)
    {
        IReadOnlyList<(long Seed, RunYield Yield)> ended = results.Of(cell);
        JsonObject values = [];
        for (int i = 0; i < measures.Length; i++)
        {
            CellSummary summary = CellSummary.Of([.. ended.Select(run => run.Yield)], measures[i]);
            if (summary.Centre is not { } value || !double.IsFinite(value))
                continue;
            JsonObject node = new()
            {
                ["value"] = value,
                ["text"] = i < shown ? row.Entries[i].Text : MeasureText.Of(measures[i], summary),
            };
            if (i < shown && row.Entries[i].IsBest)
                node["best"] = true;
            if (summary.Interval is { } interval)
                node["interval"] = new JsonArray(interval.Low, interval.High);
            values[measures[i].Name] = node;
        }

        return new JsonObject
        {
            ["name"] = cell.Name,
            ["names"] = Texts(row.Names),
            ["network"] = cell.Network,
            ["chance"] = ended.Count > 0 && ended.All(run => !run.Yield.Trained),
            ["values"] = values,
            ["extras"] = Texts(row.Entries.Skip(shown).Select(entry => entry.Text)),
            ["runs"] = new JsonArray([.. ended.Select(run => Node(run.Seed, run.Yield, pageOf))]),
        };
    }

    private static JsonObject Node(long seed, RunYield yield, Func<string, string?> pageOf)
    {
        JsonObject values = [];
        foreach ((string name, double value) in yield.Values.Where(pair => double.IsFinite(pair.Value)))
            values[name] = value;
        JsonObject node = new()
        {
            ["name"] = yield.Run,
            ["seed"] = seed,
            ["status"] = yield.Status,
            ["steps"] = yield.Steps,
            ["trained"] = yield.Trained,
            ["findings"] = Texts(yield.Findings),
            ["values"] = values,
        };
        if (yield.Diverged)
            node["divergedAt"] = yield.DivergedAt;
        if (pageOf(yield.Run) is { } page)
            node["page"] = page;
        return node;
    }

    private static JsonObject Node(Effect effect)
    {
        JsonObject node = new()
        {
            ["network"] = effect.Network,
            ["factor"] = effect.Factor,
            ["level"] = effect.Level,
            ["against"] = effect.Against,
            ["measure"] = effect.Measure.Name,
            ["interaction"] = effect.IsInteraction,
            ["difference"] = effect.Difference,
            ["seeds"] = effect.Seeds,
            ["diverged"] = effect.Diverged,
            ["noise"] = effect.IsNoise,
            ["text"] = MeasureText.Of(effect),
        };
        if (effect.Interval is { } interval)
            node["interval"] = new JsonArray(interval.Low, interval.High);
        return node;
    }
}
