using System.Globalization;

namespace Weir.Data;

/// <summary>The classes of a target column: its different values in order, integers by size and before text.</summary>
internal sealed class CsvClasses
{
    private readonly Dictionary<string, int> _labels = [];

    private CsvClasses(IReadOnlyList<string> names)
    {
        Names = names;
        for (int label = 0; label < names.Count; label++)
            _labels[names[label]] = label;
    }

    public IReadOnlyList<string> Names { get; }

    /// <summary>Finds the classes of cells.</summary>
    public static CsvClasses Of(IEnumerable<string> cells)
    {
        IEnumerable<string> names = cells.Select(Normal).Distinct();
        return new CsvClasses([.. names.OrderBy(name => AsInteger(name) ?? long.MaxValue).ThenBy(name => name, StringComparer.Ordinal)]);
    }

    /// <summary>The number of a cell's class, or −1 when there is no such class.</summary>
    public int Label(string cell) => _labels.GetValueOrDefault(Normal(cell), -1);

    /// <summary>The whole number that a cell stands for (<c>3</c>, <c>3.0</c>), or null.</summary>
    public static long? AsInteger(string cell) =>
        double.TryParse(cell, NumberStyles.Float, CultureInfo.InvariantCulture, out double number)
        && Math.Abs(number) < 1e15 && number == Math.Truncate(number) ? (long)number : null;

    // A table that went through floats says 3.0 where another says 3: the same class.
    private static string Normal(string cell) => AsInteger(cell)?.ToString(CultureInfo.InvariantCulture) ?? cell;
}
