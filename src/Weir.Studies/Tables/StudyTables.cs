namespace Weir.Studies;

/// <summary>The files that a study's tables are kept in, in its folder.</summary>
public static class StudyTables
{
    /// <summary>The table and the closing sentences as Markdown.</summary>
    public const string Markdown = "table.md";

    /// <summary>Every run as a line of numbers.</summary>
    public const string Csv = "runs.csv";

    /// <summary>Everything, for programs.</summary>
    public const string Json = "results.json";

    internal static IReadOnlyList<string> Names { get; } = [Markdown, Csv, Json];

    /// <summary>Writes them; a reader sees each as it was before, or whole.</summary>
    internal static void Write(StudyFolder folder, StudyResults results, DateTimeOffset time)
    {
        folder.Write(Markdown, MarkdownTable.Page(results));
        folder.Write(Csv, CsvTable.Write(results));
        folder.Write(Json, JsonTable.Write(results, time));
    }
}
