using YamlDotNet.RepresentationModel;

namespace Weir.Studies;

/// <summary>In what the layers of recipes differ, once those that stand for each other are known.</summary>
internal static class LayerDifference
{
    private const int MostRanges = 4;

    /// <summary>The differences; those that several layers have in common are told once.</summary>
    /// <param name="path">The path of the lists.</param>
    /// <param name="lists">The lists; null where a recipe has none.</param>
    /// <param name="below">Compares what stands at one place of all lists.</param>
    public static IEnumerable<RecipeDifference> Between(string path, IReadOnlyList<YamlSequenceNode?> lists,
        Func<string, IReadOnlyList<YamlNode?>, IEnumerable<RecipeDifference>> below)
    {
        IReadOnlyList<RecipeEntry?[]> columns = ListAlignment.Of([.. lists.Select(RecipeEntry.Of)]);
        List<(int Number, RecipeDifference Difference)> all = [];
        for (int i = 0; i < columns.Count; i++)
        {
            RecipeEntry first = columns[i].OfType<RecipeEntry>().First();
            if (!columns[i].Contains(null))
                all.AddRange(below(first.IsInLayer ? ".activation" : "", [.. columns[i].Select(entry => entry!.Node)])
                    .Select(difference => (first.Number, difference)));
            else if (i == 0 || !IsFunctionOf(columns[i], columns[i - 1]))
                all.Add((first.Number, Missing(columns[i], isWhole: i + 1 < columns.Count && IsFunctionOf(columns[i + 1], columns[i]))));
        }

        return all.GroupBy(each => (each.Difference.Path, Values: string.Join('\n', each.Difference.Values.Select(value => value ?? "\r"))))
            .Select(group => group.First().Difference with
            {
                Path = $"{path}[{Numbers([.. group.Select(each => each.Number)])}]{Below(group.Key.Path)}"
            });
    }

    private static string Below(string path) => path.Length == 0 || path[0] is '.' or '[' ? path : $".{path}";

    private static RecipeDifference Missing(RecipeEntry?[] column, bool isWhole) =>
        new(column.OfType<RecipeEntry>().First().IsInLayer ? ".activation" : "", [.. column.Select(entry =>
            entry is null ? RecipeDifference.NotThere : isWhole ? NodeText.Of(entry.Whole) : entry.Text)]);

    /// <summary>Whether a column holds the functions of the layers in another, and of nothing else.</summary>
    private static bool IsFunctionOf(RecipeEntry?[] function, RecipeEntry?[] layer) => layer.Contains(null)
        && function.Zip(layer).All(pair => pair.First is null ? pair.Second is null
            : pair.First.IsInLayer && ReferenceEquals(pair.First.Whole, pair.Second?.Whole));

    /// <summary>Numbers as a path has them, as in <c>1, 3 to 5</c>.</summary>
    private static string Numbers(IReadOnlyList<int> numbers)
    {
        List<(int From, int To)> ranges = [];
        foreach (int number in numbers.Distinct().Order())
        {
            if (ranges.Count > 0 && ranges[^1].To == number - 1)
                ranges[^1] = (ranges[^1].From, number);
            else
                ranges.Add((number, number));
        }

        string[] texts = [.. ranges.Select(range => range.From == range.To ? $"{range.From}" : $"{range.From} to {range.To}")];
        return string.Join(", ", texts.Length <= MostRanges ? texts : [texts[0], texts[1], "…", texts[^1]]);
    }
}
