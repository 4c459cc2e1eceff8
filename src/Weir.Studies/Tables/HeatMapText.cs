namespace Weir.Studies;

/// <summary>
/// A <see cref="HeatMap"/> in letters: each cell is a shade and its number, and the curve is a line between the rows that it runs between.
/// Columns that do not fit a width go on below.
/// </summary>
public static class HeatMapText
{
    private const string Shades = "·░▒▓█";
    private const int Bar = 3, Gap = 2, Margin = 1;

    /// <summary>Draws it.</summary>
    /// <param name="map">The picture.</param>
    /// <param name="width">Cells of a line; a single column is drawn whole, whatever it is.</param>
    public static IReadOnlyList<IReadOnlyList<HeatMapPiece>> Draw(HeatMap map, int width)
    {
        int label = map.Rows.Append(map.Down).Append(map.CurveName ?? "").Max(text => text.Length) + Margin;
        string[][] texts = [.. map.Values.Select(row => row.Select(value => MeasureText.Short(map.Measure, value)).ToArray())];
        int column = Enumerable.Range(0, map.Columns.Count).Max(at => Math.Max(
            Math.Max(map.Columns[at].Length, map.CurveText(at).Length), Bar + 1 + texts.Max(row => row[at].Length)));
        int each = Math.Max(1, (width - label) / (column + Gap));
        List<IReadOnlyList<HeatMapPiece>> lines = [];
        for (int first = 0; first < map.Columns.Count; first += each)
        {
            if (first > 0)
                lines.Add([]);
            Block(map, texts, label, column, [.. Enumerable.Range(first, Math.Min(each, map.Columns.Count - first))], lines);
        }

        return lines;
    }

    /// <summary>What stands above it: what is shaded, and what the axes and the line are.</summary>
    /// <param name="map">The picture.</param>
    public static string Heading(HeatMap map) =>
        $"{map.Title}, by {map.Across} (across) and {map.Down} (down){(map.CurveName is { } curve ? $", with the line of {curve}" : "")}";

    private static void Block(HeatMap map, string[][] texts, int label, int column, int[] columns, List<IReadOnlyList<HeatMapPiece>> lines)
    {
        Line(map.Down, at => [new(map.Columns[at].PadLeft(column))]);
        Curve(0);
        for (int row = 0; row < map.Rows.Count; row++)
        {
            int here = row;
            Line(map.Rows[row], at => Cell(map.Place(map.Values[here][at]), texts[here][at]));
            Curve(row + 1);
        }

        if (map.CurveName is { } name)
            Line(name, at => [new(map.CurveText(at).PadLeft(column))]);

        void Curve(int before)
        {
            if (columns.Any(at => map.RowsBefore(at) == before))
                Line("", at => [new(map.RowsBefore(at) == before ? new string('─', column) : new string(' ', column))]);
        }

        IEnumerable<HeatMapPiece> Cell(double? place, string text) => place is { } known
            ? [new(new string(' ', column - Bar - 1 - Room())), new(new string(ShadeOf(known), Bar), known),
                new(" " + text.PadLeft(Room()))]
            : [new("–".PadLeft(column))];

        int Room() => texts.SelectMany(row => row).Max(text => text.Length);

        void Line(string name, Func<int, IEnumerable<HeatMapPiece>> of) => lines.Add(
            [new(name.PadLeft(label)), .. columns.SelectMany(at => of(at).Prepend(new(new string(' ', Gap))))]);
    }

    private static char ShadeOf(double place) => Shades[Math.Min((int)(Math.Clamp(place, 0, 1) * Shades.Length), Shades.Length - 1)];
}
