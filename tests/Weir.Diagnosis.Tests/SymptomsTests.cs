using System.Text.RegularExpressions;

namespace Weir.Diagnosis.Tests;

/// <summary>
/// The teaching recipes in <c>recipes/symptoms/</c>, one for each diagnostic: each shows the finding that it is named after, at the rank
/// that its head claims, as its page pictures it; and what the page says to do instead takes the finding away.
/// </summary>
public partial class SymptomsTests
{
    // What only a program of one's own can do has no recipe that shows it.
    private static IReadOnlyList<string> Shown { get; } =
        [.. RuleList.All.Where(rule => rule.ComesFromRecipes).Select(rule => rule.Diagnostic.Name)];

    public static TheoryData<string> Names() => [.. Shown];

    public static TheoryData<string> Mended() =>
        [.. Shown.Where(name => new Symptom(name).Blocks.Count > 1)];

    [Fact]
    public void Every_diagnostic_has_its_recipe_and_every_recipe_its_diagnostic() =>
        Directory.GetFiles(Path.Combine(Runs.Root, "recipes", "symptoms"), "*.yaml").Select(file => Path.GetFileNameWithoutExtension(file)!)
            .ShouldBe(Shown, ignoreOrder: true);

    [Theory]
    [MemberData(nameof(Names))]
    public void A_recipe_shows_the_finding_of_its_name_as_the_page_pictures_it(string name)
    {
        Symptom symptom = new(name);
        IReadOnlyList<Finding> findings = symptom.Run();
        string found = string.Join(", ",
            findings.Select(finding => $"{finding.Severity} {finding.Diagnostic.Name} at {finding.Step} because {finding.Because?.Name}"));
        Finding finding = findings.FirstOrDefault(finding => finding.Diagnostic.Name == name).ShouldNotBeNull(found);
        symptom.Finding.ShouldBe(finding.Diagnostic.ToString());
        findings[0].Diagnostic.Name.ShouldBe(symptom.First, found);
        finding.Because?.Name.ShouldBe(symptom.Relation == "under" ? symptom.First : null, found);

        string head = symptom.PictureHead(finding.Diagnostic).ShouldNotBeNull("the picture on the page shows the finding");
        string severity = finding.Severity == Severity.Information ? "note" : finding.Severity.ToString().ToLowerInvariant();
        head.ShouldStartWith($"{severity} {finding.Diagnostic.Code} {finding.Diagnostic.Title}", customMessage: found);
        int[] layers = [.. finding.Layers.Select(layer => layer + 1)];
        Layers(head).Any().ShouldBe(layers.Length > 0, head);
        // Which layers a run loses first can hang on the last bits, which differ from machine to machine.
        if (layers.Length > 0)
            Layers(head).Intersect(layers).Count().ShouldBeGreaterThanOrEqualTo(symptom.Command == "check"
                ? Math.Max(layers.Length, Layers(head).Count()) : 1, $"{head}; found in {string.Join(", ", layers)}");
        head.Contains("from the start", StringComparison.Ordinal).ShouldBe(finding.Step <= 1, head);
    }

    [Theory]
    [MemberData(nameof(Mended))]
    public void What_the_page_says_instead_takes_the_finding_away(string name) =>
        new Symptom(name).RunMended().ShouldNotContain(finding => finding.Diagnostic.Name == name);

    [Fact]
    public void Most_pages_say_what_to_write_instead() => Mended().Count.ShouldBeGreaterThanOrEqualTo(Shown.Count - 4);

    [Theory]
    [MemberData(nameof(Names))]
    public void The_example_of_the_page_is_the_recipe(string name)
    {
        Symptom symptom = new(name);
        string begin = $"\n## Example\n\n`recipes/symptoms/{name}.yaml` shows it:\n\n```yaml\n", wanted = begin + symptom.Body + "```\n";
        if (Environment.GetEnvironmentVariable("WEIR_WRITE_PAGES") == "1" && symptom.Page().Contains(begin, StringComparison.Ordinal))
        {
            string page = symptom.Page();
            int start = page.IndexOf(begin, StringComparison.Ordinal),
                end = page.IndexOf("```\n", start + begin.Length, StringComparison.Ordinal) + 4;
            File.WriteAllText(symptom.PageFile, page[..start] + wanted + page[end..]);
        }

        symptom.Page().ShouldContain(wanted);
        symptom.Page().ShouldContain($"What `weir {(symptom.Command == "check" ? "check" : "diagnose")}` says");
        symptom.Text.ShouldContain($"\n#   weir {symptom.Command} recipes/symptoms/{name}.yaml\n");
        symptom.Text.ShouldContain("\n# Look at: ");
        symptom.Body.ShouldStartWith($"name: {name}\n");
    }

    /// <summary>The numbers in the words for layers: <c>layer 3</c>, <c>layers 1, 2</c>, <c>layers 2–9</c>.</summary>
    private static IEnumerable<int> Layers(string head)
    {
        Match words = LayerWords().Match(head);
        foreach (Capture part in words.Groups["part"].Captures)
        {
            int[] ends = [.. part.Value.Split('–').Select(int.Parse)];
            for (int layer = ends[0]; layer <= ends[^1]; layer++)
                yield return layer;
        }
    }

    [GeneratedRegex(@" · layers? (?<part>\d+(–\d+)?)(, (?<part>\d+(–\d+)?))*", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        1000)]
    private static partial Regex LayerWords();
}
