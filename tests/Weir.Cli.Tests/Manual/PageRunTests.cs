namespace Weir.Cli.Tests.Manual;

/// <summary>Tests that set the current folder and the console, which belong to the whole process.</summary>
[CollectionDefinition(nameof(ProcessWide), DisableParallelization = true)]
public sealed class ProcessWide;

/// <summary>
/// Every page of the manual that shows commands or C# is gone through, a new one without being named here.
/// </summary>
[Collection(nameof(ProcessWide))]
public sealed class PageRunTests
{
    // Pages whose C# is compared with the code of a test of the library that they are about.
    private static readonly Dictionary<string, string> s_elsewhere = new()
    {
        ["docs/diagnosis.md"] = "tests/Weir.Diagnosis.Tests/DocumentedExamplesTests.cs",
        ["docs/hosting.md"] = "tests/Weir.Hosting.Tests/HostingDocumentTests.cs",
        ["docs/torchsharp.md"] = "tests/Weir.TorchSharp.Tests/TorchSharpDocumentTests.cs",
        ["docs/flow.md"] = "tests/Weir.Flow.Tests/FlowDocumentTests.cs",
        ["docs/use.md"] = "tests/Weir.Inference.Tests/UseDocumentTests.cs",
    };

    // The manual, and the page that a package shows.
    public static TheoryData<string> Pages() => [.. new[] { "docs", "packages" }
        .SelectMany(folder => Directory.GetFiles(Repository.Path(folder), "*.md", SearchOption.AllDirectories))
        .Select(file => Path.GetRelativePath(Repository.Path("."), file).Replace('\\', '/')).Order(StringComparer.Ordinal)
        .Where(page => !s_elsewhere.ContainsKey(page) && Blocks(page).Any(block => block.Language is "console" or "csharp"))];

    [Theory]
    [MemberData(nameof(Pages))]
    public void The_page_does_what_it_says(string page)
    {
        using Folder folder = new();
        string before = Directory.GetCurrentDirectory();
        try
        {
            Directory.SetCurrentDirectory(folder.Path);
            new PageRun(page).Go(Blocks(page));
        }
        finally
        {
            Directory.SetCurrentDirectory(before);
        }
    }

    [Fact]
    public void Pages_that_are_held_elsewhere_are_there_with_their_tests()
    {
        foreach ((string page, string test) in s_elsewhere)
        {
            Blocks(page).ShouldContain(block => block.Language == "csharp", page);
            File.Exists(Repository.Path(test)).ShouldBeTrue(test);
        }
    }

    [Theory]
    [InlineData("a 1 b\nc", "a 2 b\nx\nc", null)]
    [InlineData("a\nc", "a\nb", "c")]
    [InlineData("c\na", "a\nc", "a")]
    [InlineData("a\n…\nc", "a\nb\nc", null)]
    public void A_line_that_was_not_printed_is_found(string shown, string printed, string? missing) =>
        Printed.Missing(shown.Split('\n'), printed).ShouldBe(missing);

    private static IReadOnlyList<PageBlock> Blocks(string page) => PageBlock.Of(File.ReadAllText(Repository.Path(page)));
}
