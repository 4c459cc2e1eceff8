using System.Globalization;
using Weir.Training;
using YamlDotNet.RepresentationModel;

namespace Weir.Studies;

/// <summary>
/// Which entries of a list are meant: <c>hidden</c> (layers of a stated width), <c>outputs</c>, <c>all</c>, a layer's name as
/// <c>dropout</c>, or numbers from 1, from the end below 0, as <c>2</c>, <c>2 to 5</c> and <c>1, -1</c>. Numbers count layers one by one: a
/// repeated layer is written out first.
/// </summary>
internal sealed class EntrySelector
{
    /// <summary>The words that stand for entries of several names.</summary>
    public static IReadOnlyList<string> Words { get; } = ["hidden", "outputs", "all"];

    private readonly IReadOnlyList<(int From, int To)>? _numbers;

    private EntrySelector(string text, IReadOnlyList<(int From, int To)>? numbers) => (Text, _numbers) = (text, numbers);

    /// <summary>As it was written.</summary>
    public string Text { get; }

    /// <summary>Reads what stands in the brackets.</summary>
    public static EntrySelector Parse(string text, RecipePlace place)
    {
        string trimmed = text.Trim();
        if (!char.IsAsciiDigit(trimmed[0]) && trimmed[0] != '-')
            return new EntrySelector(trimmed, null);
        List<(int, int)> numbers = [];
        foreach (string piece in trimmed.Split(','))
        {
            string[] ends = piece.Split(" to ", StringSplitOptions.TrimEntries);
            int[] values = [.. ends.Select(end => int.TryParse(end, CultureInfo.InvariantCulture, out int number) ? number : 0)];
            if (values.Length > 2 || values.Contains(0))
                throw new RecipeException(place, $"'[{text}]' names no entries; write [hidden], [2], [2 to 5], [1, -1] or a layer's name");
            if (values[0] > values[^1] && values[0] > 0 == values[^1] > 0)
                throw new RecipeException(place, $"'[{text}]' goes backwards; write [{values[^1]} to {values[0]}]");
            numbers.Add((values[0], values[^1]));
        }

        return new EntrySelector(trimmed, numbers);
    }

    /// <summary>The entries, in the order of the list.</summary>
    public IReadOnlyList<YamlNode> Choose(RecipeDocument document, YamlSequenceNode list)
    {
        if (_numbers is not { } numbers)
            return [.. list.Children.Where(IsMeant)];
        document.Unroll(list);
        int count = list.Children.Count;
        return [.. list.Children.Where((_, index) =>
            numbers.Any(range => index + 1 >= At(range.From, count) && index + 1 <= At(range.To, count)))];
    }

    /// <summary>What it names that a list does not have, once its repeated layers are written out; null where it has all of it.</summary>
    public string? Missing(YamlSequenceNode list)
    {
        int count = list.Children.Count;
        foreach ((int from, int to) in _numbers ?? [])
        {
            foreach (int number in (int[])[from, to])
            {
                if (Math.Abs((long)number) > count)
                    return $"{number}";
            }

            // From the start and from the end: which of them comes first only the list tells.
            if (At(from, count) > At(to, count))
                return $"{from} to {to}";
        }

        return null;
    }

    /// <summary>What an entry is called: the first of its keys, or the entry itself.</summary>
    public static string NameOf(YamlNode entry) => entry switch
    {
        YamlScalarNode scalar => scalar.Value ?? "",
        YamlMappingNode { Children.Count: > 0 } mapping => (mapping.Children[0].Key as YamlScalarNode)?.Value ?? "",
        _ => "",
    };

    private static int At(int number, int count) => number > 0 ? number : count + 1 + number;

    private static YamlNode? Get(YamlNode entry, string key) =>
        entry is YamlMappingNode mapping && mapping.Children.TryGetValue(new YamlScalarNode(key), out YamlNode? value) ? value : null;

    private bool IsMeant(YamlNode entry) => Text switch
    {
        "all" or "*" => true,
        "outputs" => Get(entry, "linear") is YamlScalarNode { Value: "outputs" or "classes" },
        "hidden" => Get(entry, "linear") is YamlScalarNode { Value: not ("outputs" or "classes") },
        _ => NameOf(entry) == Text || Get(entry, Text) is not null,
    };
}
