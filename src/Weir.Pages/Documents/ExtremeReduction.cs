namespace Weir.Pages;

/// <summary>
/// Fewer columns of the same numbers: of those that fall together, each row keeps the one farthest from what is typical of the row, so that
/// no spike is averaged away; one that is not finite before all others.
/// </summary>
internal static class ExtremeReduction
{
    /// <summary>Reduces to half as many columns, or as few as a number of halvings makes.</summary>
    /// <param name="values">By row and column.</param>
    /// <param name="together">How many columns become one.</param>
    /// <param name="logarithmic">Whether distances are of logarithms.</param>
    public static double?[,] Of(double?[,] values, int together, bool logarithmic)
    {
        int rows = values.GetLength(0), before = values.GetLength(1), after = (before + together - 1) / together;
        double?[,] reduced = new double?[rows, after];
        for (int row = 0; row < rows; row++)
        {
            double typical = Typical(values, row, logarithmic);
            for (int column = 0; column < after; column++)
                reduced[row, column] = Extreme(values, row, column * together, Math.Min(before, (column + 1) * together), typical,
                    logarithmic);
        }

        return reduced;
    }

    private static double? Extreme(double?[,] values, int row, int from, int to, double typical, bool logarithmic)
    {
        double? found = null;
        double farthest = -1;
        for (int column = from; column < to; column++)
        {
            if (values[row, column] is not { } number)
                continue;
            if (!double.IsFinite(number))
                return number;
            double distance = Math.Abs(Place(number, logarithmic) - typical);
            if (distance > farthest)
                (found, farthest) = (number, distance);
        }

        return found;
    }

    /// <summary>The median of up to two hundred numbers of a row.</summary>
    private static double Typical(double?[,] values, int row, bool logarithmic)
    {
        int columns = values.GetLength(1), stride = Math.Max(1, columns / 200);
        List<double> some = [];
        for (int column = 0; column < columns; column += stride)
        {
            if (values[row, column] is { } number && double.IsFinite(number))
                some.Add(Place(number, logarithmic));
        }

        some.Sort();
        return some.Count == 0 ? 0 : some[some.Count / 2];
    }

    private static double Place(double number, bool logarithmic) => logarithmic ? Math.Log10(Math.Max(Math.Abs(number), 1e-300)) : number;
}
