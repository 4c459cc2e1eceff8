namespace Weir.Pages.Tests.Browser;

/// <summary>Reports in Debian's Chromium, as <c>web/tests/</c> says it; each of its tests is one here.</summary>
public sealed class BrowserTests(BrowserPages pages) : IClassFixture<BrowserPages>
{
    [BrowserTheory]
    [MemberData(nameof(BrowserPages.Names), MemberType = typeof(BrowserPages))]
    public void Page(string name)
    {
        // A hash sign is written with a backslash before it.
        string[] lines = pages.Report.Split('\n');
        int at = Array.FindIndex(lines, line => line.EndsWith($" - {name}", StringComparison.Ordinal));
        at.ShouldBeGreaterThanOrEqualTo(0, $"node did not run it:\n{pages.Report}");
        if (lines[at].StartsWith("not ok", StringComparison.Ordinal))
            Assert.Fail(string.Join('\n', lines.Skip(at).Take(40)));
    }
}
