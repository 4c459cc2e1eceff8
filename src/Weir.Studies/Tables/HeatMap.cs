using System.Globalization;

namespace Weir.Studies;

/// <summary>The picture that a study's <see cref="StudyMap"/> asks for, as numbers: those who draw it show the same.</summary>
public sealed record HeatMap
{
    /// <summary>What it shows, as in <c>accuracy, %</c>, with network and levels where there are several pictures.</summary>
    public required string Title { get; init; }

    /// <summary>The factor of the columns.</summary>
    public required string Across { get; init; }

    /// <summary>The factor of the rows.</summary>
    public required string Down { get; init; }

    /// <summary>The columns' numbers as they are written, rising.</summary>
    public required IReadOnlyList<string> Columns { get; init; }

    /// <summary>The rows' numbers as they are written, rising.</summary>
    public required IReadOnlyList<string> Rows { get; init; }

    /// <summary>The measure.</summary>
    public required Measure Measure { get; init; }

    /// <summary>The mean of each cell, by row and column (the median where runs diverge); null where there is none.</summary>
    public required IReadOnlyList<IReadOnlyList<double?>> Values { get; init; }

    /// <summary>What the curve is called, as in <c>6 ξ</c>; null where there is none.</summary>
    public string? CurveName { get; init; }

    /// <summary>The curve at each column, in numbers of the rows; null where the theory says nothing of it.</summary>
    public IReadOnlyList<double?> Curve { get; init; } = [];

    /// <summary>The pictures of a study: none where it asks for none or nothing is known yet.</summary>
    /// <param name="results">The results.</param>
    public static IReadOnlyList<HeatMap> Of(StudyResults results)
    {
        if (results.Study.Map is not { } map || MeasureList.Find(map.Measure) is not { } measure)
            return [];
        var groups = results.Cells.GroupBy(cell => string.Join(" · ", cell.Levels
            .Where(level => level.Factor != map.Across && level.Factor != map.Down).Select(level => level.Level)
            .Prepend(results.Study.Networks.Count > 1 ? cell.Network : "").Where(word => word.Length > 0))).ToArray();
        return [.. groups.Select(group => Of(results, map, measure, group.Key, [.. group])).OfType<HeatMap>()];
    }

    /// <summary>Where the curve runs at a column: how many rows lie on its near side; null where it is not known.</summary>
    /// <param name="column">The column, from 0.</param>
    public int? RowsBefore(int column) => column < Curve.Count && Curve[column] is { } value
        ? Rows.Count(row => NumberOf(row) <= value) : null;

    /// <summary>The curve's number at a column as it is written.</summary>
    /// <param name="column">The column, from 0.</param>
    public string CurveText(int column) => column < Curve.Count && Curve[column] is { } value
        // Near a critical point a thousand and ten thousand differ by less than first values do.
        ? value > 1000 ? "> 1000" : value.ToString(value < 10 ? "0.#" : "0", CultureInfo.InvariantCulture) : "–";

    /// <summary>Where a mean lies between the least and the largest of the picture, from 0 to 1.</summary>
    /// <param name="value">The mean.</param>
    public double? Place(double? value)
    {
        double[] known = [.. Values.SelectMany(row => row).OfType<double>()];
        double low = known.Min(), high = known.Max();
        return value is { } number ? high > low ? (number - low) / (high - low) : 0.5 : null;
    }

    /// <summary>The number that a level is; null for none.</summary>
    internal static double? NumberOf(string level) =>
        double.TryParse(level, NumberStyles.Float, CultureInfo.InvariantCulture, out double number) && double.IsFinite(number) ? number
            : null;

    private static HeatMap? Of(StudyResults results, StudyMap map, Measure measure, string name, Cell[] cells)
    {
        string[] columns = Levels(map.Across), rows = Levels(map.Down);
        double?[][] values = [.. rows.Select(row => columns.Select(column => At(row, column) is { } cell ? Value(cell) : null).ToArray())];
        if (!values.SelectMany(row => row).Any(value => value is not null))
            return null;
        string unit = measure.Form == MeasureForm.Share ? "%" : measure.Unit;
        return new HeatMap
        {
            Title = $"{measure.Title}{(unit.Length > 0 ? $", {unit}" : "")}{(name.Length > 0 ? $" · {name}" : "")}",
            Across = map.Across,
            Down = map.Down,
            Columns = columns,
            Rows = rows,
            Measure = measure,
            Values = values,
            CurveName = TheoryCurve.NameOf(map),
            Curve = map.Curve == MapCurve.None ? [] : [.. columns.Select(column =>
                rows.Reverse().Select(row => At(row, column)).FirstOrDefault(cell => cell is not null) is { } deepest
                    ? TheoryCurve.Of(map, deepest, results.Study.Seeds[0]) : null)],
        };

        string[] Levels(string factor) => [.. cells.Select(cell => LevelOf(cell, factor)).Distinct().OrderBy(NumberOf)];

        Cell? At(string row, string column) =>
            cells.FirstOrDefault(cell => LevelOf(cell, map.Down) == row && LevelOf(cell, map.Across) == column);

        double? Value(Cell cell)
        {
            CellSummary summary = CellSummary.Of([.. results.Of(cell).Select(run => run.Yield)], measure);
            double? value = summary.Diverged > 0 ? summary.Median : summary.Mean;
            return value is { } number && double.IsFinite(number) ? value : null;
        }
    }

    private static string LevelOf(Cell cell, string factor) => cell.Levels.First(level => level.Factor == factor).Level;
}
