namespace Weir.Data;

/// <summary>Names in a message: all of a few, the first of many.</summary>
internal static class NameList
{
    private const int Most = 20;

    /// <summary>The names, with commas between them.</summary>
    public static string Of(IReadOnlyCollection<string> names) =>
        names.Count <= Most ? string.Join(", ", names) : $"{string.Join(", ", names.Take(Most))} and {names.Count - Most} more";
}
