namespace Weir.Data;

/// <summary>
/// How much columns of a table have to do with its target, each by itself, from 0 to 1: of two numbers Pearson's correlation, with its
/// sign; of a number and a category or class the correlation ratio η, the root of the share of the number's variance that lies between the
/// groups (Pearson, 1905); of two categories Cramér's V (1946).
/// </summary>
public static class TargetAssociation
{
    private const int MostGroups = 1000;

    /// <summary>Reads a table once more and takes the associations.</summary>
    /// <param name="profile">What a first look at it has shown.</param>
    /// <param name="delimiter">What stands between cells. Default: it is found.</param>
    /// <param name="cancel">Gives it up. Default: it goes on to its end.</param>
    /// <returns>A number for each column, in order; null for the target, and where there is nothing to take.</returns>
    public static IReadOnlyList<double?> Of(TableProfile profile, char? delimiter = null, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(profile);
        bool isOfClasses = IsOfTexts(profile.Target) || CsvSource.IsClassification(profile, DataTask.Auto);
        Pair[] pairs = [.. profile.Columns.Select(column => new Pair(IsOfTexts(column), isOfClasses))];
        using TableRows rows = TableRows.Open(profile.Path, delimiter, profile.Form, cancel);
        rows.SetThousands(profile.Thousands);
        while (rows.Read())
        {
            string target = rows.Plain(profile.TargetIndex);
            for (int i = 0; i < pairs.Length; i++)
            {
                if (i != profile.TargetIndex)
                    pairs[i].Add(rows.Plain(i), target);
            }
        }

        return [.. pairs.Select((pair, i) => i == profile.TargetIndex ? null : pair.Value())];
    }

    private static bool IsOfTexts(ColumnProfile column) => column.Numbers < column.Cells - column.Empty;

    private sealed class Pair(bool isOfTexts, bool isOfClasses)
    {
        private readonly Dictionary<string, (double Count, double Sum)> _groups = new(StringComparer.Ordinal);
        private readonly Dictionary<(string, string), double> _together = [];
        private readonly Dictionary<string, double> _classes = new(StringComparer.Ordinal);
        private double _count, _x, _y, _xx, _yy, _xy;

        public void Add(string cell, string target)
        {
            if (CellText.IsEmpty(cell) || _groups.Count > MostGroups)
                return;
            double x = 0, y = 0;
            if ((!isOfTexts && !(CellText.TryNumber(cell, out x) && double.IsFinite(x)))
                || (!isOfClasses && !(CellText.TryNumber(target, out y) && double.IsFinite(y))))
                return;
            _count++;
            if (isOfTexts && isOfClasses)
            {
                _together[(cell, target)] = _together.GetValueOrDefault((cell, target)) + 1;
                _classes[target] = _classes.GetValueOrDefault(target) + 1;
            }

            if (isOfTexts || isOfClasses)
            {
                (string group, double value) = isOfTexts ? (cell, y) : (target, x);
                (double count, double sum) = _groups.GetValueOrDefault(group);
                _groups[group] = (count + 1, sum + value);
            }

            (_x, _y, _xx, _yy, _xy) = (_x + x, _y + y, _xx + (x * x), _yy + (y * y), _xy + (x * y));
        }

        public double? Value()
        {
            if (_count < 3 || _groups.Count > MostGroups)
                return null;
            return isOfTexts && isOfClasses ? Cramer() : isOfTexts ? Ratio(_y, _yy) : isOfClasses ? Ratio(_x, _xx) : Pearson();
        }

        private double? Pearson()
        {
            double x = _xx - (_x * _x / _count), y = _yy - (_y * _y / _count);
            return x > 0 && y > 0 ? Math.Clamp((_xy - (_x * _y / _count)) / Math.Sqrt(x * y), -1, 1) : null;
        }

        private double? Ratio(double sum, double squares)
        {
            double all = squares - (sum * sum / _count), between = _groups.Values.Sum(group => group.Sum * group.Sum / group.Count)
                - (sum * sum / _count);
            return all > 0 ? Math.Sqrt(Math.Clamp(between / all, 0, 1)) : null;
        }

        private double? Cramer()
        {
            int least = Math.Min(_groups.Count, _classes.Count) - 1;
            if (least < 1)
                return null;
            // χ²/n = Σ n²(together)/(n(row)·n(column)) − 1.
            double squares = _together.Sum(entry =>
                entry.Value * entry.Value / (_groups[entry.Key.Item1].Count * _classes[entry.Key.Item2]));
            return Math.Sqrt(Math.Clamp((squares - 1) / least, 0, 1));
        }
    }
}
