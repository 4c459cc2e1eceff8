using Weir.Cli.Rendering;
using Weir.Cli.Views;

namespace Weir.Cli.Tests.Views;

public class MarkdownViewTests
{
    private const string Page = """
        # A title

        A paragraph that stands on
        two lines with **bold words**, `some code` and a [link with words](other.md), *slanted*.

            a formula = kept * as it is

        ## A section

        - first entry, which is long enough to be broken at this width, so that it goes on
          on its second line
        - second

        | name | default | meaning |
        |---|---|---|
        | `a.b` | −2.5 | a long meaning that has to be broken into several lines in its column |
        | c | 3 | short |

        ```yaml
        optimizer: {sgd: {rate: 0.1}}   # code that is wider than the page goes on below, between two words
        ```
        """;

    [Theory]
    [InlineData(50)]
    [InlineData(90)]
    public void A_page_is_broken_at_the_width_and_code_is_kept(int width)
    {
        IReadOnlyList<Line> lines = MarkdownView.Draw(Page, width);
        lines.Where(line => !line.ToString().StartsWith("    ", StringComparison.Ordinal)).ShouldAllBe(line => line.Width <= width);
        Snapshot.Match($"markdown-{width}", Make.Text(lines));
    }
}
