using System.Globalization;
using Weir.Training;

namespace Weir.Diagnosis.Tests.Pages;

/// <summary>
/// The manual's pages on diagnostics and the code say the same. <c>WEIR_WRITE_PAGES=1</c> writes what is made from code anew.
/// </summary>
public class DiagnosticPageTests
{
    private static string Pages { get; } = Path.Combine(Runs.Root, "docs", "diagnostics");

    public static TheoryData<string> Names() => [.. RuleList.All.Select(rule => rule.Diagnostic.Name)];

    [Fact]
    public void Every_rule_has_its_page_and_every_page_its_rule() =>
        Directory.GetFiles(Pages, "*.md").Select(file => Path.GetFileNameWithoutExtension(file)!)
            .ShouldBe(RuleList.All.Select(rule => rule.Diagnostic.Name), ignoreOrder: true);

    [Theory]
    [MemberData(nameof(Names))]
    public void Title_thresholds_and_remedies_are_those_of_the_code(string name)
    {
        Rule rule = RuleList.Find(name)!;
        string file = Path.Combine(Pages, $"{name}.md");
        string page = File.ReadAllText(file).ReplaceLineEndings("\n");
        string title = $"# {rule.Diagnostic.Code} {name}: {rule.Diagnostic.Title}\n";
        string thresholds = Section("Thresholds", Thresholds(rule)),
            remedies = Section("What to do", string.Concat(rule.Diagnostic.Remedies.Select(remedy => $"- {remedy}\n")));
        if (Environment.GetEnvironmentVariable("WEIR_WRITE_PAGES") == "1")
        {
            page = title + page[(page.IndexOf('\n', StringComparison.Ordinal) + 1)..];
            page = With(page, "Thresholds", thresholds);
            page = With(page, "What to do", remedies);
            File.WriteAllText(file, page);
        }

        page.ShouldStartWith(title, customMessage: "run the tests once with WEIR_WRITE_PAGES=1");
        page.ShouldContain(thresholds);
        page.ShouldContain(remedies);
        foreach (string section in new[] { "## What it means", "## A picture", "## When it is silent", "## Example" })
            page.ShouldContain($"\n{section}\n");
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void The_page_travels_in_the_library_and_its_example_is_part_of_a_recipe(string name)
    {
        string page = DiagnosticPage.Of(RuleList.Find(name)!.Diagnostic)!;
        page.ShouldBe(File.ReadAllText(Path.Combine(Pages, $"{name}.md")), "build again");
        string[] blocks = [.. page.ReplaceLineEndings("\n").Split("```yaml\n").Skip(1)
            .Select(part => part[..part.IndexOf("```", StringComparison.Ordinal)])];
        blocks.Length.ShouldBeGreaterThan(0);
        foreach (string block in blocks)
        {
            string whole = (block.Contains("model:", StringComparison.Ordinal) ? ""
                : "model:\n  - {linear: 32, activation: relu}\n  - linear: outputs\n")
                + (block.Contains("optimizer:", StringComparison.Ordinal) ? "" : "optimizer: adam\n") + block;
            DiagnosisOptions.Of(RecipeReader.Parse(whole, $"{name}.md")).Check();
        }
    }

    private static string Section(string title, string content) => $"\n## {title}\n\n{content}";

    private static string Thresholds(Rule rule) => rule.Thresholds.Count == 0
        ? "None: it is a matter of yes or no.\n"
        : "| threshold | default | what is compared with it |\n|---|---|---|\n" + string.Concat(rule.Thresholds.Select(threshold =>
            $"| `{rule.Diagnostic.Name}.{threshold.Name}` | "
                + $"{threshold.Default.ToString("0.######", CultureInfo.InvariantCulture).Replace('-', '−')} | "
                + $"{threshold.Meaning.Replace("|", "\\|", StringComparison.Ordinal)} |\n"));

    private static string With(string page, string title, string section)
    {
        int start = page.IndexOf($"\n## {title}\n", StringComparison.Ordinal);
        start.ShouldBeGreaterThan(0, $"the page has a section '{title}'");
        int end = page.IndexOf("\n## ", start + 1, StringComparison.Ordinal);
        return page[..start] + section + (end < 0 ? "" : page[end..]);
    }
}
