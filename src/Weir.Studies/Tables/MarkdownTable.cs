using System.Text;

namespace Weir.Studies;

/// <summary>A study's table as Markdown: best values in bold, chance level marked.</summary>
public static class MarkdownTable
{
    private const int PictureWidth = 100;

    /// <summary>Writes the table alone.</summary>
    /// <param name="table">The table.</param>
    public static string Write(StudyTable table)
    {
        StringBuilder text = new();
        Row(table.Names.Concat(table.Columns));
        text.Append('|').Append(string.Concat(table.Names.Select(_ => "---|"))).Append(string.Concat(table.Columns.Select(_ => "---:|")))
            .Append('\n');
        foreach (StudyTable.Row row in table.Rows)
            Row(row.Names.Concat(row.Entries.Select(Entry)));
        return text.ToString();

        void Row(IEnumerable<string> cells) => text.Append("| ")
            .Append(string.Join(" | ", cells.Select(cell => cell.Replace("|", "\\|", StringComparison.Ordinal)))).Append(" |\n");
    }

    /// <summary>Writes a page: title, what to expect, the table, and the closing sentences.</summary>
    /// <param name="results">The results.</param>
    public static string Page(StudyResults results)
    {
        Study study = results.Study;
        StudyTable table = StudyTable.Of(results);
        StringBuilder text = new();
        text.Append("# ").Append(study.Title ?? study.Name).Append("\n\n");
        if (study.Expect is { } expect)
            text.Append("Expected: ").Append(expect.ReplaceLineEndings(" ").Trim()).Append("\n\n");
        text.Append(Body(results, table));
        return text.ToString();
    }

    /// <summary>Writes the table with what stands below it.</summary>
    internal static string Body(StudyResults results, StudyTable table)
    {
        table = table.Condensed();
        StringBuilder text = new(table.AlikeText is { } alike ? $"{alike}:\n\n{Write(table)}" : Write(table));
        text.Append('\n').Append(Note(results)).Append(table.ChanceText is { } chance ? $" {chance}" : "").Append('\n');
        if (table.Sources.Count > 0)
            text.Append("Published: ").Append(string.Join("; ", table.Sources)).Append(".\n");
        foreach (HeatMap map in HeatMap.Of(results))
            text.Append('\n').Append(HeatMapText.Heading(map)).Append(":\n\n```text\n")
                .Append(string.Concat(HeatMapText.Draw(map, PictureWidth).Select(line => LineOf(line) + "\n"))).Append("```\n");
        foreach (LayerQuantity quantity in results.Study.Layers)
            text.Append('\n').Append(LayerTable.TitleOf(quantity)).Append(":\n\n").Append(Write(LayerTable.Of(results, quantity)));
        IReadOnlyList<string> closing = ClosingText.Of(results);
        if (closing.Count > 0)
            text.Append('\n').Append(string.Concat(closing.Select(sentence => $"- {sentence}\n")));
        return text.ToString();
    }

    private static string LineOf(IReadOnlyList<HeatMapPiece> pieces) => string.Concat(pieces.Select(piece => piece.Text)).TrimEnd();

    private static string Note(StudyResults results)
    {
        int seeds = results.Study.Seeds.Count;
        string data = string.Concat(results.Remarks.Select(remark => $"Data: {remark}. "));
        string note = data + (seeds > 1 ? $"Means over {seeds} seeds with 95 % t-intervals; differences are paired by seed, with intervals "
            + "corrected for their number." : "One seed.");
        return results.IsComplete ? note : $"{note} Not complete: runs are missing.";
    }

    private static string Entry(StudyTable.Entry entry) =>
        $"{(entry.IsBest ? $"**{entry.Text}**" : entry.Text)}{(entry.IsChance ? " (chance)" : "")}";
}
