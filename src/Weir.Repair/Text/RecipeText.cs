using Weir.Training;
using YamlDotNet.RepresentationModel;

namespace Weir.Repair;

/// <summary>
/// Writes a change of a recipe into its text: what has not changed stays as it was written, comments too, and what has changed is written
/// anew with a comment that says why.
/// </summary>
internal static class RecipeText
{
    /// <summary>
    /// Writes a change. What it writes reads as the recipe after it: a text that cannot be changed piece by piece, as one that is all
    /// on one line, is written anew as a whole.
    /// </summary>
    /// <param name="text">The text of the recipe before it.</param>
    /// <param name="before">That recipe.</param>
    /// <param name="after">The recipe after it.</param>
    /// <param name="comment">Why, in a line.</param>
    /// <param name="by">What changes it, which the comment begins with.</param>
    public static string With(string text, Recipe before, Recipe after, string comment, string by = "repair")
    {
        comment = $"# {by}: {comment}";
        string written = Pieces(text, before, after, comment) is { } pieces && ReadsAs(pieces, after) ? pieces
            : $"{comment}\n{RecipeWriter.Write(after)}";
        return text.Contains("\r\n", StringComparison.Ordinal) ? written.ReplaceLineEndings("\r\n") : written;
    }

    private static bool ReadsAs(string text, Recipe recipe)
    {
        try
        {
            return RecipeReader.Parse(text, recipe.Name + ".yaml", recipe.Registry) == recipe;
        }
        catch (RecipeException)
        {
            return false;
        }
    }

    /// <summary>The text with its changed pieces written anew; null where keys or changed entries of a list share a line.</summary>
    private static string? Pieces(string text, Recipe before, Recipe after, string comment)
    {
        YamlMappingNode old = Root(RecipeWriter.Write(before)), now = Root(RecipeWriter.Write(after)), written = Root(text);
        string[] lines = text.ReplaceLineEndings("\n").TrimEnd('\n').Split('\n');
        List<string> result = [];
        Block[] blocks = Blocks(written, lines);
        if (!Rise(blocks.Select(block => block.First), lines.Length))
            return null;
        result.AddRange(lines.Take(blocks.Length > 0 ? blocks[0].First : lines.Length));
        HashSet<string> told = [];
        foreach (Block block in blocks)
        {
            told.Add(block.Key);
            string[] own = lines[block.First..block.End];
            // A key that is written another way than the writer has it, as 'steps' beside 'epochs', stands for itself.
            YamlNode? was = Get(old, block.Key), @is = Get(now, block.Key);
            if (Same(was, @is))
                result.AddRange(own);
            else if (@is is null)
                result.AddRange(Removed(own, comment));
            else if (@is is YamlSequenceNode list && block.Value is YamlSequenceNode entries && was is YamlSequenceNode wasList
                && entries.Children.Count > 0 && entries.Children.Count == wasList.Children.Count && entries.Start.Line > block.First + 1)
            {
                int[] starts = [.. entries.Children.Select(entry => (int)entry.Start.Line - 1 - block.First)];
                if (!Rise(starts, own.Length))
                    return null;
                result.AddRange(Entries(own, starts, wasList, list, comment));
            }
            else
                result.AddRange(Written(block.Key, @is, comment, Trailing(own)));
        }

        foreach ((YamlNode keyNode, YamlNode value) in now.Children)
        {
            string key = ((YamlScalarNode)keyNode).Value!;
            if (!told.Contains(key) && !Same(Get(old, key), value))
                result.AddRange(Written(key, value, comment, []));
        }

        return string.Join('\n', result) + "\n";
    }

    /// <summary>A key of the first level with the lines that it takes, those in front of it not counted.</summary>
    private sealed record Block(string Key, YamlNode Value, int First, int End);

    private static YamlMappingNode Root(string text) => (YamlMappingNode)YamlText.Read(text, "recipe").Documents[0].RootNode;

    private static YamlNode? Get(YamlMappingNode mapping, string key) =>
        mapping.Children.TryGetValue(new YamlScalarNode(key), out YamlNode? node) ? node : null;

    private static bool Same(YamlNode? one, YamlNode? other) => one is null ? other is null : other is not null
        && FlowYaml.Of(one) == FlowYaml.Of(other);

    private static Block[] Blocks(YamlMappingNode root, string[] lines)
    {
        (string Key, YamlNode Value, int First)[] starts = [.. root.Children
            .Select(pair => (((YamlScalarNode)pair.Key).Value!, pair.Value, (int)pair.Key.Start.Line - 1)).OrderBy(each => each.Item3)];
        return [.. starts.Select((start, i) => new Block(start.Key, start.Value, start.First, i + 1 < starts.Length ? starts[i + 1].First
            : lines.Length))];
    }

    /// <summary>Whether each of some pieces begins on a line of its own, one after the other.</summary>
    private static bool Rise(IEnumerable<int> starts, int lines)
    {
        int before = -1;
        foreach (int start in starts)
        {
            if (start <= before || start >= lines)
                return false;
            before = start;
        }

        return true;
    }

    /// <summary>Comments and empty lines at the end of a block belong to what follows.</summary>
    private static string[] Trailing(string[] own)
    {
        int end = own.Length;
        while (end > 1 && (own[end - 1].Trim().Length == 0 || own[end - 1].StartsWith('#')))
            end--;
        return own[end..];
    }

    private static IEnumerable<string> Removed(string[] own, string comment)
    {
        string[] trailing = Trailing(own);
        return [$"{comment}; here stood: {string.Join(' ', own[..^trailing.Length].Select(line => line.Trim()))}", .. trailing];
    }

    private static IEnumerable<string> Written(string key, YamlNode value, string comment, string[] trailing)
    {
        if (value is YamlSequenceNode list && list.Children.Count > 0 && key == "model")
            return [$"{comment}", $"{key}:", .. list.Children.Select(entry => $"  - {FlowYaml.Entry(entry)}"), .. trailing];
        return [$"{key}: {FlowYaml.Of(value)}  {comment}", .. trailing];
    }

    /// <summary>A list, entry by entry: what is the same at its beginning and end is kept.</summary>
    private static IEnumerable<string> Entries(string[] own, int[] starts, YamlSequenceNode was, YamlSequenceNode now, string comment)
    {
        string[] trailing = Trailing(own);
        int ends = own.Length - trailing.Length;
        string indent = own[starts[0]][..(own[starts[0]].Length - own[starts[0]].TrimStart().Length)];
        List<string> result = [.. own[..starts[0]]];
        bool told = false;
        string[] behind = [];
        foreach ((int? old, YamlNode? node) in Aligned(was, now))
        {
            if (old is { } at && node is null)
                continue;
            if (old is { } same && Same(was.Children[same], node))
            {
                result.AddRange(own[starts[same]..(same + 1 < starts.Length ? starts[same + 1] : ends)]);
                told = false;
                continue;
            }

            if (old is { } place)
                behind = Behind(own, place + 1 < starts.Length ? starts[place + 1] : ends, starts[place]);

            // One comment for neighbours that changed together.
            result.Add($"{indent}- {FlowYaml.Entry(node!)}{(told ? "" : $"  {comment}")}");
            told = behind.Length == 0;
            // A comment between two layers is about the next one.
            result.AddRange(behind);
            behind = [];
        }

        if (was.Children.Count > now.Children.Count && !result.Exists(line => line.Contains(comment, StringComparison.Ordinal)))
            result.Add($"{indent}{comment}");
        return [.. result, .. trailing];
    }

    /// <summary>The comments and empty lines at the end of an entry's lines.</summary>
    private static string[] Behind(string[] own, int end, int start)
    {
        int from = end;
        while (from > start + 1 && own[from - 1].Trim() is "" or ['#', ..])
            from--;
        return own[from..end];
    }

    /// <summary>Entries of two lists side by side: the longest common part of them, and what was left out or put in.</summary>
    private static IEnumerable<(int? Old, YamlNode? New)> Aligned(YamlSequenceNode was, YamlSequenceNode now)
    {
        // Of equally long lists, each entry is the other's successor.
        if (was.Children.Count == now.Children.Count)
            return was.Children.Select((_, i) => ((int?)i, (YamlNode?)now.Children[i]));
        string[] old = [.. was.Children.Select(FlowYaml.Of)], fresh = [.. now.Children.Select(FlowYaml.Of)];
        return LineDifference.Of(old, fresh).Select(pair => (pair.Old, pair.New is { } at ? now.Children[at] : null));
    }
}
