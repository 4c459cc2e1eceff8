namespace Weir.Architecture.Tests;

/// <summary>Whoever follows a link in a page arrives, and the index names every page of the manual.</summary>
public sealed class ManualTests
{
    private const string Index = "docs/README.md";

    public static TheoryData<string> Pages() => [.. ManualPage.All.Select(page => page.Path)];

    [Theory]
    [MemberData(nameof(Pages))]
    public void Every_link_of_a_page_leads_somewhere(string path)
    {
        ManualPage page = ManualPage.All.Single(each => each.Path == path);
        page.Links.Where(link => !link.Contains("://", StringComparison.Ordinal) && Broken(page, link)).ShouldBeEmpty(path);
    }

    [Fact]
    public void The_index_names_every_page_of_the_manual()
    {
        ManualPage index = ManualPage.All.Single(page => page.Path == Index);
        string[] named = [.. index.Links.Select(link => Resolve(index, link.Split('#')[0]))];
        ManualPage.All.Select(page => page.Path)
            .Where(path => path.StartsWith("docs/", StringComparison.Ordinal) && path != Index)
            .Except(named).ShouldBeEmpty($"a new page has its place in {Index}");
    }

    [Theory]
    [InlineData("missing.md", true)]
    [InlineData("first.md", false)]
    [InlineData("first.md#what-is-wrong", false)]
    [InlineData("first.md#what-is-right", true)]
    [InlineData("../README.md#licence", false)]
    [InlineData("#techniques", false)]
    [InlineData("#nothing", true)]
    [InlineData("pictures/none.png", true)]
    public void A_link_that_leads_nowhere_is_found(string link, bool broken) =>
        Broken(ManualPage.All.Single(page => page.Path == Index), link).ShouldBe(broken);

    private static bool Broken(ManualPage page, string link)
    {
        string[] parts = link.Split('#');
        string target = parts[0].Length == 0 ? page.Path : Resolve(page, parts[0]);
        if (!Path.Exists(Path.Combine(House.Root, target)))
            return true;
        // An anchor of a file that is no page, as a line of code, is not looked at.
        return parts.Length > 1 && ManualPage.All.FirstOrDefault(each => each.Path == target) is { } found
            && !found.Anchors.Contains(parts[1]);
    }

    private static string Resolve(ManualPage page, string link) =>
        Path.GetRelativePath(House.Root, Path.GetFullPath(Path.Combine(House.Root, Path.GetDirectoryName(page.Path)!, link)))
            .Replace('\\', '/');
}
