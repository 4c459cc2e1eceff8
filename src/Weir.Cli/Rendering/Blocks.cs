namespace Weir.Cli.Rendering;

/// <summary>Text drawn with Unicode block elements: bars, sparklines, shades.</summary>
internal static class Blocks
{
    private const string Eighths = "▏▎▍▌▋▊▉█";
    private const string Levels = "▁▂▃▄▅▆▇█";
    private const string Shades = "·░▒▓█";

    /// <summary>A bar to eighths of a cell; a place of 0 still shows a sliver, null shows nothing.</summary>
    /// <param name="place">From 0 to 1.</param>
    /// <param name="width">Cells of a whole bar.</param>
    public static string Bar(double? place, int width)
    {
        if (place is not { } part || width < 1)
            return "";
        int eighths = Math.Clamp((int)Math.Round(part * width * 8), 1, width * 8);
        return new string('█', eighths / 8) + (eighths % 8 == 0 ? "" : Eighths[(eighths % 8) - 1]);
    }

    /// <summary>A progress line, whose filled and open parts are told apart by colour or, without colour, by their weight.</summary>
    /// <param name="part">From 0 to 1.</param>
    /// <param name="width">Cells.</param>
    public static (string Done, string Open) Progress(double part, int width)
    {
        int halves = (int)(Math.Clamp(part, 0, 1) * width * 2);
        string done = new string('━', halves / 2) + (halves % 2 == 1 ? "╸" : "");
        return (done, new string('─', width - done.Length));
    }

    /// <summary>One character per value, higher for larger; flat when all are alike. Values that are not finite show as "×".</summary>
    /// <param name="values">From old to new.</param>
    /// <param name="width">Most characters; with more values than that, neighbours are averaged.</param>
    public static string Sparkline(IReadOnlyList<double> values, int width)
    {
        if (values.Count == 0 || width < 1)
            return "";
        double[] columns = Resample(values, width);
        double[] finite = [.. columns.Where(double.IsFinite)];
        double least = finite.Length == 0 ? 0 : finite.Min(), most = finite.Length == 0 ? 0 : finite.Max();
        // Differences below a per mille of the value are no news.
        bool flat = most - least <= 1e-3 * Math.Max(Math.Abs(most), Math.Abs(least));
        return string.Concat(columns.Select(value =>
            !double.IsFinite(value) ? '×' : flat ? Levels[3]
                : Levels[(int)Math.Round((value - least) / (most - least) * (Levels.Length - 1))]));
    }

    /// <summary>The shade of a place from 0 to 1; blank for null.</summary>
    public static char Shade(double? place) =>
        place is not { } part ? ' ' : Shades[Math.Min((int)(Math.Clamp(part, 0, 1) * Shades.Length), Shades.Length - 1)];

    private static double[] Resample(IReadOnlyList<double> values, int width)
    {
        if (values.Count <= width)
            return [.. values];
        double[] columns = new double[width];
        for (int i = 0; i < width; i++)
        {
            int from = (int)((long)i * values.Count / width), to = (int)((long)(i + 1) * values.Count / width);
            double sum = 0;
            for (int j = from; j < to; j++)
                sum += values[j];
            columns[i] = sum / (to - from);
        }

        return columns;
    }
}
