using System.Text.Json;

namespace Weir.Diagnosis.Tests.Files;

public class FindingsFileTests
{
    private static readonly FindingsSubject s_subject = new("digits", "recipes/two words.yaml", 40, Runs.Header);

    [Fact]
    public void Findings_as_JSON_are_as_the_manual_shows_them()
    {
        string text = FindingsFile.Text(s_subject, Runs.Verdict);
        string page = File.ReadAllText(Path.Combine(Runs.Root, "docs", "findings.md")).ReplaceLineEndings("\n");
        string[] blocks = page.Split("```json\n");
        blocks.Length.ShouldBe(3, "an example of findings, and one of SARIF");
        if (Environment.GetEnvironmentVariable("WEIR_WRITE_PAGES") == "1")
        {
            blocks[1] = text + blocks[1][blocks[1].IndexOf("```", StringComparison.Ordinal)..];
            File.WriteAllText(Path.Combine(Runs.Root, "docs", "findings.md"), string.Join("```json\n", blocks));
            return;
        }

        blocks[1].ShouldStartWith(text + "```", customMessage: "run the tests once with WEIR_WRITE_PAGES=1 and look at the difference");
    }

    [Fact]
    public void Every_key_of_a_document_is_explained_in_the_manual()
    {
        string page = File.ReadAllText(Path.Combine(Runs.Root, "docs", "findings.md"));
        PreflightReport report = Preflight.Check(Runs.Vanishing(),
            new PreflightOptions { Draws = 1, Samples = 50, Overfit = true, Threads = 1 });
        using JsonDocument document = JsonDocument.Parse(FindingsFile.Text(s_subject, Runs.Verdict, report));
        foreach (string key in Keys(document.RootElement).Distinct())
            page.ShouldContain($"`{key}`");

        // The facts have a page's worth of names: they are those of the classes.
        static IEnumerable<string> Keys(JsonElement element) => element.ValueKind switch
        {
            JsonValueKind.Object => element.EnumerateObject()
                .SelectMany(member => member.Name == "facts" ? [member.Name] : Keys(member.Value).Prepend(member.Name)),
            JsonValueKind.Array => element.EnumerateArray().SelectMany(Keys),
            _ => [],
        };
    }

    [Fact]
    public void Numbers_that_JSON_cannot_say_are_words_as_in_a_trace()
    {
        using JsonDocument document = JsonDocument.Parse(FindingsFile.Text(s_subject, Runs.Verdict));
        JsonElement evidence = document.RootElement.GetProperty("findings")[0].GetProperty("evidence")[1];
        evidence.GetProperty("value").GetString().ShouldBe("inf");
        evidence.TryGetProperty("threshold", out _).ShouldBeFalse();
        document.RootElement.GetProperty("findings")[1].GetProperty("because").GetString().ShouldBe("WEIR002");
        document.RootElement.GetProperty("findings")[1].GetProperty("layers")[0].GetProperty("number").GetInt32().ShouldBe(1);
        (document.RootElement.GetProperty("errors").GetInt32(), document.RootElement.GetProperty("warnings").GetInt32()).ShouldBe((1, 1));
    }

    [Fact]
    public void Sarif_names_rules_levels_and_places()
    {
        using JsonDocument document = JsonDocument.Parse(SarifFile.Text(s_subject, Runs.Findings));
        document.RootElement.GetProperty("version").GetString().ShouldBe("2.1.0");
        JsonElement run = document.RootElement.GetProperty("runs")[0];
        JsonElement rules = run.GetProperty("tool").GetProperty("driver").GetProperty("rules"), results = run.GetProperty("results");
        results.GetArrayLength().ShouldBe(2);
        foreach (JsonElement result in results.EnumerateArray())
            rules[result.GetProperty("ruleIndex").GetInt32()].GetProperty("id").GetString()
                .ShouldBe(result.GetProperty("ruleId").GetString());
        rules[0].GetProperty("name").GetString().ShouldBe("UnscaledInput");
        rules[0].GetProperty("help").GetProperty("markdown").GetString()!.ShouldStartWith("# WEIR002");
        results[0].GetProperty("level").GetString().ShouldBe("warning");
        JsonElement place = results[1].GetProperty("locations")[0];
        place.GetProperty("physicalLocation").GetProperty("artifactLocation").GetProperty("uri").GetString()
            .ShouldBe("recipes/two%20words.yaml");
        place.GetProperty("logicalLocations")[0].GetProperty("name").GetString().ShouldBe("layer 1");
        results[1].GetProperty("message").GetProperty("text").GetString()!.ShouldEndWith("because the inputs are not scaled.");
        results[1].GetProperty("properties").GetProperty("because").GetString().ShouldBe("WEIR002");
    }

    [Fact]
    public void Without_findings_both_forms_say_so()
    {
        using JsonDocument findings = JsonDocument.Parse(FindingsFile.Text(s_subject, new Verdict { Findings = [] }));
        findings.RootElement.GetProperty("findings").GetArrayLength().ShouldBe(0);
        using JsonDocument sarif = JsonDocument.Parse(SarifFile.Text(s_subject, []));
        sarif.RootElement.GetProperty("runs")[0].GetProperty("results").GetArrayLength().ShouldBe(0);
    }
}
