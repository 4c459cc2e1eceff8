using System.Globalization;
using Spectre.Console;
using Weir.Cli.Rendering;
using Weir.Data;

namespace Weir.Cli.Views;

/// <summary>What a look at the columns of a table has shown: a row for each.</summary>
internal static class ColumnsView
{
    private const int Cells = 26;

    /// <summary>Draws the columns.</summary>
    /// <param name="profile">What was seen.</param>
    /// <param name="associations">How much each has to do with the target; null for nothing.</param>
    /// <param name="width">Cells of a line.</param>
    public static IReadOnlyList<Line> Draw(TableProfile profile, IReadOnlyList<double?> associations, int width) =>
    [
        .. Table.Draw(
            [new("column", Right: false), new("holds", Right: false), new("gaps"), new("kinds"), new("from … to", Right: false),
                new("target")],
            profile.Columns.Select((column, i) => (IReadOnlyList<Table.Cell>)
            [
                new(column.Name, i == profile.TargetIndex ? Palette.Strong : Style.Plain),
                Holds(column),
                new(column.Empty == 0 ? "" : Numbers.Percent((double)column.Empty / column.Cells), Palette.Warning),
                Different(column), Line.Cut(Range(column), Cells),
                i == profile.TargetIndex ? "itself" : associations[i]?.ToString("0.00;−0.00", CultureInfo.InvariantCulture) ?? "",
            ]),
            width),
        .. Items.Wrap("'target' tells how much a column by itself has to do with the target: of numbers the correlation, from −1 to 1; of "
            + "a number and a category the correlation ratio, and of categories Cramér's V, from 0 to 1.", width),
    ];

    private static string Holds(ColumnProfile column) => column.IsIdentifier && column.Kind is null or ColumnKind.Category ? "names of rows"
        : column.Kind switch
        {
            ColumnKind.Number when column.Integers == column.Numbers => "whole numbers",
            ColumnKind.Number => "numbers",
            ColumnKind.Category => "categories",
            ColumnKind.Boolean => "true or false",
            ColumnKind.Date => column.HasTimes ? "times" : "days",
            ColumnKind.Dropped => "nothing",
            _ => column.Numbers > 0 ? "numbers and texts" : "texts",
        };

    private static string Different(ColumnProfile column) => column.Numbers == column.Cells - column.Empty
        ? column.DifferentIntegers is { } integers ? Numbers.Count(integers) : "" : Numbers.Count(column.Different);

    private static string Range(ColumnProfile column) => column.Finite > 0 && column.Numbers == column.Cells - column.Empty
        ? $"{Numbers.Plain(column.Least)} … {Numbers.Plain(column.Greatest)}"
        : string.Join(", ", column.Commonest(3).Select(each => each.Text)) + (column.Different > 3 ? ", …" : "");
}
