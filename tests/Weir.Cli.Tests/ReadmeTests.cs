using System.Runtime.Intrinsics.X86;
using System.Text.RegularExpressions;

namespace Weir.Cli.Tests;

/// <summary>
/// The blocks of README.md are what the commands print, to the character. Longer vectors round sums otherwise: the commands run without
/// them, as the page was written. On processors without the instructions that it was written with the words are compared alone.
/// </summary>
public sealed partial class ReadmeTests
{
    private static readonly bool s_isAsWritten = Fma.IsSupported;

    [Fact]
    public void The_demo_says_what_the_readme_says()
    {
        string output = Run(0, "demo");
        Compare(Block("weir demo · "), output[..(output.IndexOf("\n\nnext", StringComparison.Ordinal) + 1)], s_isAsWritten);
    }

    [Fact]
    public void The_check_says_what_the_readme_says()
    {
        string output = Run(3, "check", Repository.Path("recipes/symptoms/vanishing-gradient.yaml"), "--threads", "2");
        // Where the repository lies is of no weight, nor whether the command with its path fits into the line.
        Compare(Block("vanishing-gradient · "), Repair().Replace(output, "  weir repair recipes/"), s_isAsWritten);
    }

    private static string Run(int code, params string[] arguments)
    {
        using Folder folder = new();
        using WeirProcess process = WeirProcess.Start(["dotnet", WeirProcess.Program, .. arguments], folder.Path, ("COLUMNS", "100"),
            ("DOTNET_EnableAVX512", "0"), ("DOTNET_EnableAVX512F", "0"));
        (int ended, string output, string errors) = process.End();
        ended.ShouldBe(code, errors);
        return output.ReplaceLineEndings("\n");
    }

    [Theory]
    [InlineData("loss 2.306 at 97 %", "loss 2.306 at 97 %", true, true)]
    [InlineData("loss 2.306 at 97 %", "loss 2.307 at 97 %", true, false)]
    [InlineData("loss 2.306 at 97 %", "loss 2.307 at 97 %", false, true)]
    [InlineData("−0.62 decades", "−0.63 decades", true, false)]
    [InlineData("one word", "other word", true, false)]
    [InlineData("one word", "other word", false, false)]
    [InlineData("one  word", "one word", true, false)]
    [InlineData("9  ████▏  x", "9  ██▊    x", true, false)]
    public void Only_numbers_may_differ_and_only_elsewhere(string written, string printed, bool exactly, bool agree)
    {
        if (agree)
            Compare(written, printed, exactly);
        else
            Should.Throw<ShouldAssertException>(() => Compare(written, printed, exactly));
    }

    private static string Block(string start)
    {
        string readme = File.ReadAllText(Repository.Path("README.md")).ReplaceLineEndings("\n");
        int begin = readme.IndexOf("```\n" + start, StringComparison.Ordinal);
        begin.ShouldBeGreaterThan(0, $"README.md has no block that begins with {start}");
        begin += "```\n".Length;
        return readme[begin..readme.IndexOf("```", begin, StringComparison.Ordinal)];
    }

    private static void Compare(string written, string printed, bool exactly)
    {
        if (exactly)
            printed.ShouldBe(written);
        else
            Printed.Words(printed).ShouldBe(Printed.Words(written));
    }

    [GeneratedRegex(@"\s+weir repair\s+\S*recipes/", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Repair();
}
