using System.Text.RegularExpressions;

namespace Weir.Architecture.Tests;

/// <summary>The README claims what the benchmark page says, which <c>bench/peers</c> writes, and nothing else.</summary>
public sealed partial class BenchmarkTests
{
    [Fact]
    public void The_readme_has_the_figures_of_the_page()
    {
        string[][] measured = [.. Page().Matches(Text("docs/benchmarks.md")).Select(Figures)];
        string[][] claimed = [.. Readme().Matches(Text("README.md")).Select(Figures)];
        measured.Length.ShouldBe(7);
        claimed.Length.ShouldBe(measured.Length, "one line of the README for each workload, in the page's order");
        for (int i = 0; i < measured.Length; i++)
            claimed[i].ShouldBe(measured[i], $"line {i + 1} of the README's table is not that of docs/benchmarks.md");
    }

    private static string Text(string path) => File.ReadAllText(Path.Combine(House.Root, path));

    private static string[] Figures(Match match) => [.. match.Groups.Values.Skip(1).Select(group => group.Value)];

    /// <summary>| `workload` | ours (range) | the strongest peer's (range) | **ratio** | peak | measuring | every step | …</summary>
    [GeneratedRegex(@"^\| `[\w-]+` \| ([\d.]+) \([^)]*\) \| ([\d.]+) \([^)]*\) \| \*\*([\d.]+×)\*\* \| [^|]* \| ([^|]*?) \| ([^|]*?) \|",
        RegexOptions.Multiline)]
    private static partial Regex Page();

    /// <summary>| step | ours | theirs | ratio | measuring | every step | which peer |</summary>
    [GeneratedRegex(@"^\| [^|]+ \| ([\d.]+) \| ([\d.]+) \| ([\d.]+×) \| ([^|]*?) \| ([^|]*?) \| [^|]+ \|$", RegexOptions.Multiline)]
    private static partial Regex Readme();
}
