namespace Weir.Repair;

/// <summary>The difference of two texts, line by line: the longest common subsequence, and what only one of them has.</summary>
internal static class LineDifference
{
    /// <summary>Lines side by side, by their places; null where the other text has none.</summary>
    public static IReadOnlyList<(int? Old, int? New)> Of(IReadOnlyList<string> old, IReadOnlyList<string> now)
    {
        int[,] common = new int[old.Count + 1, now.Count + 1];
        for (int i = old.Count - 1; i >= 0; i--)
        {
            for (int j = now.Count - 1; j >= 0; j--)
                common[i, j] = old[i] == now[j] ? common[i + 1, j + 1] + 1 : Math.Max(common[i + 1, j], common[i, j + 1]);
        }

        List<(int?, int?)> pairs = [];
        for (int i = 0, j = 0; i < old.Count || j < now.Count;)
        {
            if (i < old.Count && j < now.Count && old[i] == now[j])
                pairs.Add((i++, j++));
            else if (i < old.Count && (j == now.Count || common[i + 1, j] >= common[i, j + 1]))
                pairs.Add((i++, null));
            else
                pairs.Add((null, j++));
        }

        return pairs;
    }

    /// <summary>The lines that differ, <c>- </c> before one that is gone and <c>+ </c> before one that is new.</summary>
    public static IReadOnlyList<string> Lines(string before, string after)
    {
        string[] old = before.ReplaceLineEndings("\n").TrimEnd('\n').Split('\n'), now = after.ReplaceLineEndings("\n").TrimEnd('\n')
            .Split('\n');
        return [.. Of(old, now).Where(pair => pair.Old is null || pair.New is null)
            .Select(pair => pair.Old is { } at ? $"- {old[at]}" : $"+ {now[pair.New!.Value]}")];
    }
}
