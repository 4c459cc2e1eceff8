using System.Text.Json.Nodes;
using Weir.Training;

namespace Weir.Studies;

/// <summary>The results of a study as JSON (docs/studies.md): cells with their summaries, and effects with their intervals.</summary>
public static class JsonTable
{
    /// <summary>Version of the format that this program writes: 1.</summary>
    public const int Version = 1;

    /// <summary>Writes them.</summary>
    /// <param name="results">The results.</param>
    /// <param name="time">When.</param>
    public static string Write(StudyResults results, DateTimeOffset time)
    {
        Study study = results.Study;
        JsonObject document = new()
        {
            ["format"] = "weir-study",
            ["version"] = Version,
            ["name"] = study.Name,
            ["title"] = study.Title ?? study.Name,
            ["written"] = time.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture),
            ["machine"] = System.Runtime.InteropServices.RuntimeInformation.ProcessArchitecture.ToString(),
            ["processors"] = Environment.ProcessorCount,
            ["threads"] = study.Threads,
            ["complete"] = results.IsComplete,
            ["seeds"] = new JsonArray([.. study.Seeds.Select(seed => JsonValue.Create(seed))]),
            ["measures"] = new JsonArray([.. MeasureList.All.Select(measure =>
                new JsonObject { ["name"] = measure.Name, ["unit"] = measure.Unit, ["description"] = measure.Description })]),
            ["cells"] = new JsonArray([.. results.Cells.Select(cell => CellNode(results, cell))]),
            ["effects"] = new JsonArray([.. study.Measures.Concat(results.Closing).Distinct().Select(name => MeasureList.Find(name))
                .OfType<Measure>().SelectMany(measure => EffectList.Of(results, measure)).Select(EffectNode)]),
            ["closing"] = new JsonArray([.. ClosingText.Of(results).Select(sentence => JsonValue.Create(sentence))]),
        };
        return document.ToJsonString(JsonText.Readable) + "\n";
    }

    private static JsonObject CellNode(StudyResults results, Cell cell)
    {
        IReadOnlyList<(long Seed, RunYield Yield)> runs = results.Of(cell);
        RunYield[] yields = [.. runs.Select(run => run.Yield)];
        JsonObject measures = [];
        foreach (Measure measure in MeasureList.All)
        {
            CellSummary summary = CellSummary.Of(yields, measure);
            if (summary.Mean is { } mean)
                measures[measure.Name] = new JsonObject
                {
                    ["mean"] = mean,
                    ["median"] = summary.Median,
                    ["interval"] = Limits(summary.Interval)
                };
        }

        int trained = yields.Count(yield => yield.Trained);
        JsonObject node = new()
        {
            ["name"] = cell.Name,
            ["network"] = cell.Network,
            ["levels"] = new JsonObject(cell.Levels.Select(level => KeyValuePair.Create(level.Factor, (JsonNode?)level.Level))),
            ["runs"] = new JsonArray([.. yields.Select(yield => JsonValue.Create(yield.Run))]),
            ["diverged"] = new JsonArray([.. yields.Where(yield => yield.Diverged).Select(yield => JsonValue.Create(yield.DivergedAt))]),
            ["measures"] = measures,
        };
        if (yields.Length > 0)
            node["trained"] = new JsonObject
            {
                ["runs"] = trained,
                ["share"] = (double)trained / yields.Length,
                ["interval"] = Limits(WilsonInterval.Of(trained, yields.Length))
            };
        foreach (SearchState search in results.SearchesOf(cell).Where(state => state.Next is null))
            node[$"largest-{search.Search.Name}"] = search.Largest;
        return node;
    }

    private static JsonObject EffectNode(Effect effect) => new()
    {
        ["network"] = effect.Network,
        ["factor"] = effect.Factor,
        ["level"] = effect.Level,
        ["against"] = effect.Against,
        ["measure"] = effect.Measure.Name,
        ["interaction"] = effect.IsInteraction,
        ["difference"] = effect.Difference,
        ["interval"] = Limits(effect.Interval),
        ["seeds"] = effect.Seeds,
        ["diverged"] = effect.Diverged,
        ["noise"] = effect.IsNoise,
    };

    private static JsonArray? Limits(Interval? interval) => interval is { } limits ? new JsonArray(limits.Low, limits.High) : null;
}
