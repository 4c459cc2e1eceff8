using Spectre.Console;
using Weir.Cli.Rendering;
using Weir.Studies;

namespace Weir.Cli.Views;

/// <summary>
/// The table of a study in a width: where its columns do not fit side by side it goes on below, and where even one does not, each row
/// becomes a list.
/// </summary>
internal static class StudyTableView
{
    private const int Gap = 2;

    /// <summary>Draws it, below what is the same in all rows.</summary>
    public static IReadOnlyList<Line> Draw(StudyTable table, int width) =>
        [.. Quiet(table.AlikeText, width), .. Rows(table, width), .. Quiet(table.ChanceText, width)];

    private static IEnumerable<Line> Quiet(string? text, int width) =>
        text is null ? [] : Items.Wrap(text, width).Select(line => Line.Empty.Add(line.ToString(), Palette.Quiet));

    private static List<Line> Rows(StudyTable table, int width)
    {
        int names = Enumerable.Range(0, table.Names.Count).Sum(i => NameWidth(table, i) + Gap);
        int widest = Enumerable.Range(0, table.Columns.Count).Select(i => ColumnWidth(table, i)).DefaultIfEmpty(0).Max();
        if (names + widest > width)
            return Lists(table, width);
        List<Line> lines = [];
        for (int first = 0; first < table.Columns.Count;)
        {
            int used = names, count = 0;
            while (first + count < table.Columns.Count && used + ColumnWidth(table, first + count) <= width)
                used += ColumnWidth(table, first + count++) + Gap;
            if (lines.Count > 0)
                lines.Add(Line.Empty);
            lines.AddRange(Table.Draw(
                [.. table.Names.Select(name => new Table.Column(name, Right: false)), .. table.Columns.Skip(first).Take(count)
                    .Select(title => new Table.Column(title))],
                table.Rows.Select(row => (IReadOnlyList<Table.Cell>)[.. row.Names.Select(name => new Table.Cell(name)),
                    .. row.Entries.Skip(first).Take(count).Select(Cell)]), width));
            first += count;
        }

        return lines;
    }

    private static List<Line> Lists(StudyTable table, int width)
    {
        List<Line> lines = [];
        foreach (StudyTable.Row row in table.Rows)
        {
            lines.AddRange(Items.Wrap(string.Join(" · ", table.Names.Zip(row.Names, (name, value) => $"{name}: {value}")), width)
                .Select(line => Line.Empty.Add(line.ToString(), Palette.Strong)));
            for (int i = 0; i < table.Columns.Count; i++)
                lines.AddRange(Items.Wrap($"{table.Columns[i]}: {Text(row.Entries[i])}", width, indent: 2));
        }

        return lines;
    }

    private static int NameWidth(StudyTable table, int column) => table.Rows.Select(row => row.Names[column].Length)
        .Append(table.Names[column].Length).Max();

    private static int ColumnWidth(StudyTable table, int column) => table.Rows.Select(row => Text(row.Entries[column]).Length)
        .Append(table.Columns[column].Length).Max();

    // A terminal without colours and bold still shows the best.
    private static string Text(StudyTable.Entry entry) =>
        entry.Text + (entry.IsBest ? " *" : "") + (entry.IsChance && entry.Text.Length > 0 ? " chance" : "");

    private static Table.Cell Cell(StudyTable.Entry entry) =>
        new(Text(entry), entry.IsBest ? Palette.Strong : entry.IsChance ? Palette.Bad : Style.Plain);
}
