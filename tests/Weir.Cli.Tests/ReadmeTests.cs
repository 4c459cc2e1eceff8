using System.Globalization;
using System.Text.RegularExpressions;

namespace Weir.Cli.Tests;

/// <summary>
/// The blocks of README.md are what the commands print. Numbers may differ as much as another processor's order of summing makes them, and
/// bars and curves with them; words may not.
/// </summary>
public sealed partial class ReadmeTests
{
    /// <summary>How far apart two numbers may be: percentages in points, all others by a factor.</summary>
    private const double Points = 2.5, Factor = 2;

    [Fact]
    public void The_demo_ends_as_the_readme_says()
    {
        using TestTerminal terminal = new();
        terminal.Run("demo").ShouldBe(0, terminal.Errors);
        string output = terminal.Output[terminal.Output.IndexOf("\nweir demo · ", StringComparison.Ordinal)..];
        Compare(Block("weir demo · "), output[..output.IndexOf("\nnext", StringComparison.Ordinal)]);
    }

    [Fact]
    public void The_check_says_what_the_readme_says()
    {
        using TestTerminal terminal = new();
        terminal.Run("check", Repository.Path("recipes/symptoms/vanishing-gradient.yaml"), "--threads", "2").ShouldBe(3, terminal.Errors);
        Compare(Block("vanishing-gradient · "), terminal.Output);
    }

    [Theory]
    [InlineData("loss 2.306 at 97 %", "loss 2.3 at 98.5 %", true)]
    [InlineData("loss 2.306 at 97 %", "loss 2.3 at 94 %", false)]
    [InlineData("1.5e-7 and 62,000 times", "2.1e-7 and 70,000 times", true)]
    [InlineData("1.5e-7 and 62,000 times", "1.5e-5 and 62,000 times", false)]
    [InlineData("−0.62 decades", "+0.62 decades", false)]
    [InlineData("one word", "other word", false)]
    [InlineData("9  ████▏  x", "9  ██▊    x", true)]
    public void Numbers_may_differ_a_little_and_words_may_not(string written, string printed, bool agree)
    {
        if (agree)
            Compare(written, printed);
        else
            Should.Throw<ShouldAssertException>(() => Compare(written, printed));
    }

    private static string Block(string start)
    {
        string readme = File.ReadAllText(Repository.Path("README.md")).ReplaceLineEndings("\n");
        int begin = readme.IndexOf("```\n" + start, StringComparison.Ordinal);
        begin.ShouldBeGreaterThan(0, $"README.md has no block that begins with {start}");
        begin += "```\n".Length;
        return readme[begin..readme.IndexOf("```", begin, StringComparison.Ordinal)];
    }

    private static void Compare(string written, string printed)
    {
        string[] expected = Tokens(written), found = Tokens(printed);
        string.Join(' ', found.Select(Kind)).ShouldBe(string.Join(' ', expected.Select(Kind)));
        for (int i = 0; i < expected.Length; i++)
        {
            if (Kind(expected[i]) != "#")
                continue;
            double one = Value(expected[i]), other = Value(found[i]);
            bool isShare = i + 1 < expected.Length && expected[i + 1].StartsWith('%');
            bool near = isShare ? Math.Abs(one - other) <= Points : one == other || (one / other is > 1 / Factor and < Factor);
            near.ShouldBeTrue($"README.md says {expected[i]} where {found[i]} is printed, near "
                + $"'{string.Join(' ', expected[Math.Max(0, i - 4)..Math.Min(expected.Length, i + 3)])}'");
        }
    }

    // Words and numbers in their order, wherever lines break.
    private static string[] Tokens(string text) =>
        [.. Bars().Replace(text, " ").Split((char[])[' ', '\n'], StringSplitOptions.RemoveEmptyEntries)];

    private static string Kind(string token) => Number().IsMatch(token) ? "#" : token;

    private static double Value(string token) =>
        double.Parse(Number().Match(token).Groups["number"].Value.Replace(",", "", StringComparison.Ordinal).Replace('−', '-'),
            NumberStyles.Float, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"^(?<number>[+−-]?[\d,]*\.?\d+(e-?\d+)?)[.,;:]?$", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Number();

    [GeneratedRegex("[▁-█▏▎▍▌▋▊▉]+", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Bars();
}
