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
        return [.. list.Children.Where((_, index) => numbers.Any(range => index + 1 >= At(range.From) && index + 1 <= At(range.To)))];

        int At(int number) => number > 0 ? number : list.Children.Count + 1 + number;
    }

    /// <summary>What an entry is called: the first of its keys, or the entry itself.</summary>
    public static string NameOf(YamlNode entry) => entry switch
    {
        YamlScalarNode scalar => scalar.Value ?? "",
        YamlMappingNode { Children.Count: > 0 } mapping => (mapping.Children[0].Key as YamlScalarNode)?.Value ?? "",
        _ => "",
    };

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
