using System.Globalization;
using System.Reflection;
using System.Text.RegularExpressions;
using Weir.Tensors;

namespace Weir.Architecture.Tests;

/// <summary>Defaults and ranges that comments tell are those that the code has.</summary>
public sealed partial class DocumentedDefaultTests
{
    private static readonly string[] s_nothing =
        ["null", "none", "nothing", "never", "not", "nobody", "no", "empty", "all", "by", "the", "that", "those", "as", "it", "each", "its",
            "an", "a", "what", "where", "until", "there", "from"];

    [Fact]
    public void A_default_that_is_told_is_that_of_the_code()
    {
        int compared = 0;
        List<string> wrong = [];
        foreach (DocumentedMember member in DocumentedMember.All)
        {
            Match told = Told().Match(member.Text);
            if (!told.Success || Agrees(told.Groups["value"].Value, member.Default) is not { } right)
                continue;
            compared++;
            if (!right)
                wrong.Add($"{member.Name} is {Shown(member.Default)}, and its comment says '{told.Value}'");
        }

        wrong.ShouldBeEmpty();
        // Whatever becomes of the comments, they are still read.
        compared.ShouldBeGreaterThan(400);
    }

    [Fact]
    public void A_range_that_is_told_is_that_of_the_option()
    {
        int compared = 0;
        List<string> wrong = [];
        foreach (DocumentedMember member in DocumentedMember.All)
        {
            if (member.Property?.GetCustomAttribute<OptionAttribute>() is not { } option || Range(member.Text) is not { } told)
                continue;
            compared++;
            NumberRange declared = new(option.Least, option.Most, option.AboveLeast, option.BelowMost);
            bool isRight = declared.Least == told.Least && declared.AboveLeast == told.AboveLeast
                && (double.IsPositiveInfinity(told.Most) || (declared.Most == told.Most && declared.BelowMost == told.BelowMost));
            if (!isRight)
                wrong.Add($"{member.Name} is {declared}, and its comment says '{member.Text}'");
        }

        wrong.ShouldBeEmpty();
        compared.ShouldBeGreaterThan(40);
    }

    /// <summary>Whether a default is what is told; null where that cannot be compared.</summary>
    private static bool? Agrees(string told, object? value)
    {
        string word = told.Split(' ', ':', ';', ',')[0];
        if (Number().Match(told) is { Success: true } number)
        {
            double expected = double.Parse(number.Value.Replace(",", "", StringComparison.Ordinal), CultureInfo.InvariantCulture);
            return value switch
            {
                null => null,
                TimeSpan time => UnitOf(told) is { } unit ? time.TotalSeconds == expected * unit : null,
                IConvertible and not (string or bool or Enum) => Convert.ToDouble(value, CultureInfo.InvariantCulture) is var actual
                    && (actual == expected || (float)actual == (float)expected),
                _ => Leading().Match($"{value}") is { Success: true } leading
                    ? double.Parse(leading.Value, CultureInfo.InvariantCulture) == expected : null,
            };
        }

        return value switch
        {
            bool truth when word is "true" or "false" => truth == (word == "true"),
            bool => null,
            _ when word == "null" => value is null,
            Enum name => IsNamed(name, told) ? true : s_nothing.Contains(word) ? null : false,
            _ when word is "none" or "nothing" => value is null or "" or 0 or 0.0 or not IConvertible
                || (value is double limit && double.IsInfinity(limit)),
            _ => null,
        };
    }

    /// <summary>Whether a word of a sentence is that of the code, up to its ending.</summary>
    private static bool IsNamed(Enum name, string told)
    {
        string word = Capital().Split($"{name}")[0];
        return told.StartsWith(word[..Math.Min(4, word.Length)], StringComparison.OrdinalIgnoreCase);
    }

    private static double? UnitOf(string told) => told.Split(' ').ElementAtOrDefault(1)?.TrimEnd(';', ',') switch
    {
        "ms" => 1e-3,
        "s" or "second" or "seconds" => 1,
        "minute" or "minutes" => 60,
        _ => null,
    };

    private static string Shown(object? value) => value is null ? "null" : string.Create(CultureInfo.InvariantCulture, $"{value}");

    private static NumberRange? Range(string text)
    {
        if (Interval().Match(text) is { Success: true } within)
            return new NumberRange(Of(within.Groups["least"]), Of(within.Groups["most"]), within.Groups["open"].Value == "(",
                within.Groups["close"].Value == ")");
        if (More().Match(text) is { Success: true } more)
            return new NumberRange(Of(more.Groups["least"]), double.PositiveInfinity, false, false);
        return Above().Match(text) is { Success: true } above
            ? new NumberRange(Of(above.Groups["least"]), double.PositiveInfinity, true, false) : null;

        static double Of(Group group) => double.Parse(group.Value.Replace('−', '-'), CultureInfo.InvariantCulture);
    }

    [GeneratedRegex(@"\bDefault:? (?<value>.+?)(?=\.( |$)|$)", RegexOptions.ExplicitCapture)]
    private static partial Regex Told();

    [GeneratedRegex(@"^-?[0-9]+(,[0-9]{3})*(\.[0-9]+)?(e-?[0-9]+)?(?![0-9a-zA-Z])", RegexOptions.ExplicitCapture)]
    private static partial Regex Number();

    [GeneratedRegex(@"^-?[0-9]+(\.[0-9]+)?(e-?[0-9]+)?", RegexOptions.ExplicitCapture)]
    private static partial Regex Leading();

    [GeneratedRegex("(?<!^)(?=[A-Z])")]
    private static partial Regex Capital();

    [GeneratedRegex(@"\bin (?<open>[\[(])(?<least>[−-]?[0-9.e-]+), (?<most>[−-]?[0-9.e-]+)(?<close>[\])])", RegexOptions.ExplicitCapture)]
    private static partial Regex Interval();

    [GeneratedRegex(@"\b(?<least>[0-9.e-]+) or more\b", RegexOptions.ExplicitCapture)]
    private static partial Regex More();

    [GeneratedRegex(@", above (?<least>[0-9.e-]+)\b", RegexOptions.ExplicitCapture)]
    private static partial Regex Above();
}
