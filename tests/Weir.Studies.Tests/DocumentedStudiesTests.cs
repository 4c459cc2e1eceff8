using System.Text.RegularExpressions;

namespace Weir.Studies.Tests;

public partial class DocumentedStudiesTests
{
    private static readonly string s_docs = Path.Combine(Repository.Root, "docs");

    [Fact]
    public void The_example_of_the_manual_is_a_study_in_both_forms()
    {
        string block = Blocks().Matches(File.ReadAllText(Path.Combine(s_docs, "studies.md"))).Select(match => match.Groups["text"].Value)
            .ShouldHaveSingleItem();
        CellPlan.Of(StudyReader.Parse(block, "studies.md")).Count.ShouldBe(4);
        StudyReader.Parse(block, "studies.md", quick: true).Seeds.Count.ShouldBe(2);
    }

    [Fact]
    public void The_manual_names_every_measure()
    {
        string page = File.ReadAllText(Path.Combine(s_docs, "studies.md"));
        MeasureList.All.Select(measure => measure.Name).Where(name => !page.Contains($"`{name}`", StringComparison.Ordinal)
            && !page.Contains($"`-{name.Split('-')[^1]}`", StringComparison.Ordinal)).ShouldBeEmpty();
    }

    [Fact]
    public void The_manual_lists_every_study_that_ships_with_its_title()
    {
        string page = File.ReadAllText(Path.Combine(s_docs, "studies.md"));
        foreach (string name in ShippedStudiesTests.All)
            page.ShouldContain($"| `{name}` | {StudyReader.Read(Path.Combine(Repository.Root, "studies", $"{name}.yaml")).Title} |");
    }

    [Fact]
    public void The_page_of_effects_has_a_place_for_each_study_and_tables_that_only_a_program_wrote()
    {
        string page = File.ReadAllText(Path.Combine(s_docs, "effects.md"));
        foreach (string name in ShippedStudiesTests.All)
        {
            Match block = Regex.Match(page, $@"<!-- study: {Regex.Escape(name)}(-quick)? -->\n(?<text>.*?)<!-- end of study -->",
                RegexOptions.Singleline);
            block.Success.ShouldBeTrue(name);
            string text = block.Groups["text"].Value;
            if (text.Trim() is "Not run yet.")
                continue;
            text.ShouldMatch(@"^`weir study [^`]*` · \d{4}-\d\d-\d\d · \d+ processors", name);
            text.ShouldContain("|---|");
        }
    }

    [GeneratedRegex("```yaml\n(?<text>.*?)```", RegexOptions.Singleline | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Blocks();
}
