using Spectre.Console;
using Weir.Cli.Rendering;
using Weir.Data;

namespace Weir.Cli.Views;

/// <summary>Images in half-blocks: a character is two pixels, one above the other; without colour, shades stand for pairs of pixels.</summary>
internal static class ImageView
{
    private const string Shades = " .:-=+*#%@";

    /// <summary>The side of a square grey image in one row of numbers; null when the samples are no such thing.</summary>
    public static int? Side(Dataset data)
    {
        int side = (int)Math.Round(Math.Sqrt(data.SampleSize));
        bool square = side >= 8 && side * side == data.SampleSize;
        return square && DatasetFacts.Of(data.Count > 50 ? data.Take(50) : data) is { InputMinimum: >= 0, InputMaximum: <= 1 } ? side : null;
    }

    /// <summary>Draws the first samples side by side, as many as fit.</summary>
    /// <param name="data">Samples of grey levels from 0 to 1.</param>
    /// <param name="side">Height and width.</param>
    /// <param name="width">Cells of a line.</param>
    /// <param name="colour">Whether grey levels can be shown.</param>
    /// <param name="most">Most samples.</param>
    public static IReadOnlyList<Line> Draw(Dataset data, int side, int width, bool colour, int most = 5)
    {
        int count = Math.Min(Math.Min(most, data.Count), Math.Max(1, (width + 2) / (side + 2)));
        List<Line> lines = [];
        for (int row = 0; row < side; row += 2)
        {
            Line line = Line.Empty;
            for (int sample = 0; sample < count; sample++)
            {
                ReadOnlySpan<float> pixels = data.Sample(sample);
                if (sample > 0)
                    line.Add("  ");
                for (int column = 0; column < side; column++)
                {
                    float upper = pixels[(row * side) + column];
                    float lower = row + 1 < side ? pixels[((row + 1) * side) + column] : 0;
                    if (colour)
                        line.Add("▀", new Style(Grey(upper), Grey(lower)));
                    else
                        line.Add(Shades[Math.Clamp((int)((upper + lower) / 2 * Shades.Length), 0, Shades.Length - 1)].ToString());
                }
            }

            lines.Add(line);
        }

        if (data.Targets is ClassTargets classes)
        {
            Line labels = Line.Empty;
            for (int sample = 0; sample < count; sample++)
                labels.PadTo(sample * (side + 2)).Add(classes.Names?[classes.Labels[sample]] ?? classes.Labels[sample].ToString(), Palette.Quiet);
            lines.Add(labels);
        }

        return lines;
    }

    private static Color Grey(float level)
    {
        byte value = (byte)Math.Clamp(level * 255, 0, 255);
        return new Color(value, value, value);
    }
}
