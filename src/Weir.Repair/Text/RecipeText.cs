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
        string written = Pieces(text, before, after, comment, isDeep: true) is { } deep && ReadsAs(deep, after) ? deep
            : Pieces(text, before, after, comment, isDeep: false) is { } pieces && ReadsAs(pieces, after) ? pieces
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

    /// <summary>
    /// The text with its changed pieces written anew, down to the keys of groups where that is wanted; null where keys or changed entries
    /// of a list share a line.
    /// </summary>
    private static string? Pieces(string text, Recipe before, Recipe after, string comment, bool isDeep)
    {
        string[] lines = text.ReplaceLineEndings("\n").TrimEnd('\n').Split('\n');
        string by = comment[..(comment.IndexOf(':', StringComparison.Ordinal) + 1)];
        RecipeComments comments = RecipeComments.Of(string.Join('\n', lines), by);
        Change change = new(Root(RecipeWriter.Write(before)), Root(RecipeWriter.Write(after)), comment, "", isDeep, comments);
        return Group(lines, 0, Root(text), change) is { } result ? string.Join('\n', result) + "\n" : null;
    }

    /// <summary>The lines of a group, its changed keys written anew; null where keys or changed entries of a list share a line.</summary>
    /// <param name="lines">The lines.</param>
    /// <param name="first">The place of the first of them in the file.</param>
    /// <param name="written">The group as it stands there.</param>
    /// <param name="change">What becomes of it.</param>
    private static List<string>? Group(string[] lines, int first, YamlMappingNode written, Change change)
    {
        Block[] blocks = Blocks(written, first, lines.Length);
        if (!Rise(blocks.Select(block => block.First), lines.Length))
            return null;
        List<string> result = [.. lines.Take(blocks.Length > 0 ? blocks[0].First : lines.Length)];
        HashSet<string> told = [];
        foreach (Block block in blocks)
        {
            told.Add(block.Key);
            if (Key(block, lines[block.First..block.End], first + block.First, change) is not { } key)
                return null;
            result.AddRange(key);
        }

        // What is new stands with the other keys, and what follows a group behind it.
        int end = change.Indent.Length == 0 ? result.Count : result.Count - Trailing([.. result]).Length;
        result.InsertRange(end, change.Now.Children.Select(pair => (Key: ((YamlScalarNode)pair.Key).Value!, pair.Value))
            .Where(pair => !told.Contains(pair.Key) && !Same(Get(change.Old, pair.Key), pair.Value))
            .SelectMany(pair => Written(pair.Key, pair.Value, change, [])));
        return result;
    }

    /// <summary>The lines of a key, written anew where it has changed; null where its entries share a line.</summary>
    private static IEnumerable<string>? Key(Block block, string[] own, int first, Change change)
    {
        // A key that is written another way than the writer has it, as 'steps' beside 'epochs', stands for itself.
        YamlNode? was = Get(change.Old, block.Key), @is = Get(change.Now, block.Key);
        if (Same(was, @is))
            return own;
        if (@is is null)
            return Removed(own, change);
        if (@is is YamlSequenceNode list && block.Value is YamlSequenceNode entries && was is YamlSequenceNode wasList
            && entries.Children.Count > 0 && entries.Children.Count == wasList.Children.Count && entries.Start.Line > first + 1)
        {
            int[] starts = [.. entries.Children.Select(entry => (int)entry.Start.Line - 1 - first)];
            return Rise(starts, own.Length) ? Entries(own, first, starts, wasList, list, change) : null;
        }

        if (change.IsDeep && @is is YamlMappingNode now && was is YamlMappingNode old && block.Value is YamlMappingNode group
            && group.Children.Count > 0 && group.Start.Line > first + 1)
        {
            string line = own[(int)group.Start.Line - 1 - first];
            return Group(own, first, group, change with { Old = old, Now = now, Indent = line[..^line.TrimStart().Length] });
        }

        string[] trailing = Trailing(own);
        return [.. change.Comments.On(first, own.Length - trailing.Length, change.Indent), .. Written(block.Key, @is, change, trailing)];
    }

    /// <summary>What becomes of a group of keys.</summary>
    /// <param name="Old">The group as the writer has it before the change.</param>
    /// <param name="Now">The group as the writer has it behind the change.</param>
    /// <param name="Comment">Why it is changed, in a line.</param>
    /// <param name="Indent">What stands in front of its keys.</param>
    /// <param name="IsDeep">Whether its keys are changed one by one that are groups themselves, and not as a whole.</param>
    /// <param name="Comments">What the user has said in the text: what is written anew has it in front.</param>
    private sealed record Change(YamlMappingNode Old, YamlMappingNode Now, string Comment, string Indent, bool IsDeep,
        RecipeComments Comments);

    /// <summary>A key of a group with the lines that it takes, those in front of it not counted.</summary>
    private sealed record Block(string Key, YamlNode Value, int First, int End);

    private static YamlMappingNode Root(string text) => (YamlMappingNode)YamlText.Read(text, "recipe").Documents[0].RootNode;

    private static YamlNode? Get(YamlMappingNode mapping, string key) =>
        mapping.Children.TryGetValue(new YamlScalarNode(key), out YamlNode? node) ? node : null;

    private static bool Same(YamlNode? one, YamlNode? other) => one is null ? other is null : other is not null
        && FlowYaml.Of(one) == FlowYaml.Of(other);

    private static Block[] Blocks(YamlMappingNode group, int first, int lines)
    {
        (string Key, YamlNode Value, int First)[] starts = [.. group.Children
            .Select(pair => (((YamlScalarNode)pair.Key).Value!, pair.Value, (int)pair.Key.Start.Line - 1 - first))
            .OrderBy(each => each.Item3)];
        return [.. starts.Select((start, i) => new Block(start.Key, start.Value, start.First, i + 1 < starts.Length ? starts[i + 1].First
            : lines))];
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
        while (end > 1 && (own[end - 1].Trim().Length == 0 || own[end - 1].TrimStart().StartsWith('#')))
            end--;
        return own[end..];
    }

    private static IEnumerable<string> Removed(string[] own, Change change)
    {
        string[] trailing = Trailing(own);
        string stood = string.Join(' ', own[..^trailing.Length].Select(line => line.Trim()));
        return [$"{change.Indent}{change.Comment}; here stood: {stood}", .. trailing];
    }

    private static IEnumerable<string> Written(string key, YamlNode value, Change change, string[] trailing)
    {
        if (value is YamlSequenceNode list && list.Children.Count > 0 && key == "model")
            return [change.Comment, $"{key}:", .. list.Children.Select(entry => $"  - {FlowYaml.Entry(entry)}"), .. trailing];
        return [$"{change.Indent}{key}: {FlowYaml.Of(value)}  {change.Comment}", .. trailing];
    }

    /// <summary>A list, entry by entry: what is the same at its beginning and end is kept.</summary>
    private static IEnumerable<string> Entries(string[] own, int first, int[] starts, YamlSequenceNode was, YamlSequenceNode now,
        Change change)
    {
        string comment = change.Comment;
        string[] trailing = Trailing(own);
        int ends = own.Length - trailing.Length;
        string indent = own[starts[0]][..(own[starts[0]].Length - own[starts[0]].TrimStart().Length)];
        List<string> result = [.. own[..starts[0]]];
        bool told = false;
        string[] behind = [];
        foreach ((int? old, YamlNode? node) in Aligned(was, now))
        {
            if (old is { } at && node is null)
            {
                // What was said of an entry that goes may be of the next one, or worth keeping.
                result.AddRange(change.Comments.On(first + starts[at], (at + 1 < starts.Length ? starts[at + 1] : ends) - starts[at],
                    indent));
                continue;
            }

            if (old is { } same && Same(was.Children[same], node))
            {
                result.AddRange(own[starts[same]..(same + 1 < starts.Length ? starts[same + 1] : ends)]);
                told = false;
                continue;
            }

            if (old is { } place)
            {
                behind = Behind(own, place + 1 < starts.Length ? starts[place + 1] : ends, starts[place]);
                int end = (place + 1 < starts.Length ? starts[place + 1] : ends) - behind.Length;
                result.AddRange(change.Comments.On(first + starts[place], end - starts[place], indent));
            }

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
