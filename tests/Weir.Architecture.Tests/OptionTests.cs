using System.Text.RegularExpressions;

namespace Weir.Architecture.Tests;

/// <summary>Options are declared once: range and default are the record's and its form's, and no sentence repeats them.</summary>
public sealed partial class OptionTests
{
    /// <summary>Keys of recipes that no <c>[Option]</c> declares: names, groups, lists, and words that stand for something else.</summary>
    private static readonly string[] s_fields =
    [
        "augment", "average", "bias", "checkpoints", "class-weights", "concat", "data", "diagnosis", "early-stopping", "else", "flow",
        "gradient", "gradient-penalty", "initial-weights", "initialize", "linear", "map", "mode", "model", "name", "network", "optimizer",
        "positions", "pretrain", "reshape", "residual", "schedule", "severities", "source", "thresholds",
    ];

    [Fact]
    public void Whatever_can_be_declared_with_its_range_and_default_is() =>
        string.Join(", ", Fields("src/Weir.Training/").Select(field => field.Groups["key"].Value).Order(StringComparer.Ordinal))
            .ShouldBe(string.Join(", ", s_fields), "declare it by [Option] on the record's property, or say here what else it is");

    [Fact]
    public void No_sentence_of_a_key_repeats_its_range_or_default()
    {
        Match[] fields = [.. Fields("src/")];
        fields.Length.ShouldBeGreaterThan(s_fields.Length);
        fields.Where(field => Repeats().IsMatch(field.Groups["text"].Value)).Select(field => field.Groups["key"].Value)
            .ShouldBeEmpty("the description is made with range and default of form and record");
        House.Sources.SelectMany(source => Declared().Matches(source.Text)).Where(option => Repeats().IsMatch(option.Groups["text"].Value))
            .Select(option => option.Groups["text"].Value).ShouldBeEmpty("the description is made with range and default of the record");
    }

    private static IEnumerable<Match> Fields(string folder) => House.Sources
        .Where(source => source.Path.StartsWith(folder, StringComparison.Ordinal)).SelectMany(source => Field().Matches(source.Text));

    [GeneratedRegex("""\.Field\(\s*("(?<key>[^"]+)"|\w+),\s*(?<text>(\$?"[^"]*"[\s+]*)+)""", RegexOptions.ExplicitCapture)]
    private static partial Regex Field();

    [GeneratedRegex("""\[(property: )?Option\((?<text>("[^"]*"[\s+]*)+)""", RegexOptions.ExplicitCapture)]
    private static partial Regex Declared();

    [GeneratedRegex(@"\bDefault\b|\bor (more|less)\b|\b(above|below) -?[0-9]|\bin [\[(][0-9]")]
    private static partial Regex Repeats();
}
