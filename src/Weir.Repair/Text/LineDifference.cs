using Weir.Studies;

namespace Weir.Repair;

/// <summary>The difference of two texts, line by line: the longest common subsequence, and what only one of them has.</summary>
internal static class LineDifference
{
    /// <summary>Lines side by side, by their places; null where the other text has none.</summary>
    public static IReadOnlyList<(int? Old, int? New)> Of(IReadOnlyList<string> old, IReadOnlyList<string> now) =>
        SequenceAlignment.Of(old.Count, now.Count, (i, j) => old[i] == now[j] ? 1 : 0);

    /// <summary>The lines that differ, <c>- </c> before one that is gone and <c>+ </c> before one that is new.</summary>
    public static IReadOnlyList<string> Lines(string before, string after)
    {
        string[] old = before.ReplaceLineEndings("\n").TrimEnd('\n').Split('\n'), now = after.ReplaceLineEndings("\n").TrimEnd('\n')
            .Split('\n');
        return [.. Of(old, now).Where(pair => pair.Old is null || pair.New is null)
            .Select(pair => pair.Old is { } at ? $"- {old[at]}" : $"+ {now[pair.New!.Value]}")];
    }
}
