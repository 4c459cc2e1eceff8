using Weir.Training;

namespace Weir.Studies.Tests.Tables;

public class PageBlockTests
{
    private static readonly DateTimeOffset s_time = new(2026, 5, 4, 3, 2, 1, TimeSpan.Zero);

    [Fact]
    public void A_study_writes_its_part_of_a_page_and_leaves_the_rest()
    {
        StudyResults results = Make.Results(Make.Study(["net"], ("norm", ["without", "with"])) with
        {
            Measures = ["accuracy"],
            Closing = ["accuracy"]
        }, "accuracy", (cell, seed) => cell.Level("norm") == "with" ? 0.9 + (0.01 * seed) : 0.5);
        string page = "# Page\n\nwords\n\n<!-- study: made-up -->\nold\n<!-- end of study -->\n\nmore words\n";
        string written = PageBlock.Replaced(page, "page.md", results, "weir study made-up", s_time);
        written.ShouldStartWith("# Page\n\nwords\n\n<!-- study: made-up -->\n`weir study made-up` · 2026-05-04 · ");
        written.ShouldContain("| norm | accuracy |\n|---|---:|\n| without | 50.00 % |\n| with | **92.00 % ± 2.48** |\n");
        written.ShouldContain("- norm with (against without): +42.00 points [39.52, 44.48]\n<!-- end of study -->\n\nmore words\n");
        written.ShouldNotContain("old");
        PageBlock.Replaced(written, "page.md", results, "weir study made-up", s_time).ShouldBe(written);
    }

    [Fact]
    public void A_page_without_a_place_says_how_to_make_one() =>
        Should.Throw<RunException>(() => PageBlock.Replaced("# Page", "page.md", Make.Results(Make.Study(["net"]), "accuracy", (_, _) => 1),
            "weir", s_time)).Message.ShouldContain("<!-- study: made-up -->");
}
