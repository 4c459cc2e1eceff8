namespace Weir.Training;

/// <summary>Says in what two recipes differ, in words of their files.</summary>
public static class RecipeDifference
{
    private const int Most = 6;

    /// <summary>The lines that differ.</summary>
    /// <param name="before">A recipe.</param>
    /// <param name="now">Another.</param>
    /// <returns>Each line that one has and the other has not, a handful at most; empty where the recipes say the same.</returns>
    public static IReadOnlyList<string> Between(Recipe before, Recipe now)
    {
        if (before == now)
            return [];
        string[] old = RecipeWriter.Write(before).Split('\n', StringSplitOptions.RemoveEmptyEntries), other = RecipeWriter.Write(now)
            .Split('\n', StringSplitOptions.RemoveEmptyEntries);
        string[] all = [.. other.Except(old, StringComparer.Ordinal).Select(line => $"now    {line.Trim()}"),
            .. old.Except(other, StringComparer.Ordinal).Select(line => $"before {line.Trim()}")];
        return all.Length <= Most ? all : [.. all[..Most], "…"];
    }
}
