using Spectre.Console;
using Weir.Cli.Rendering;
using Weir.Data;
using Weir.Tensors;

namespace Weir.Cli.Views;

/// <summary>
/// Images in half-blocks: a character is two pixels, one above the other; without colour, shades stand for pairs of pixels.
/// </summary>
internal static class ImageView
{
    private const string Shades = " .:-=+*#%@";
    private const int WidestImage = 96;

    /// <summary>
    /// Height, width and channels of the samples where they are grey or colour images, or square grey ones in one row of numbers; null
    /// where they are no such thing.
    /// </summary>
    public static (int Height, int Width, int Channels)? Form(Dataset data)
    {
        int side = (int)Math.Round(Math.Sqrt(data.SampleSize));
        (int Height, int Width, int Channels)? form = data.InputShape.Rank switch
        {
            3 when data.InputShape[2] is 1 or 3 => (data.InputShape[0], data.InputShape[1], data.InputShape[2]),
            1 when side >= 8 && side * side == data.SampleSize && data.Tokens is null => (side, side, 1),
            _ => null,
        };
        return form is { Width: <= WidestImage }
            && DatasetFacts.Of(data.Count > 50 ? data.Take(50) : data) is { InputMinimum: >= 0, InputMaximum: <= 1 } ? form : null;
    }

    /// <summary>Draws the first samples side by side, as many as fit.</summary>
    /// <param name="data">Samples with levels from 0 to 1.</param>
    /// <param name="form">Height, width and channels.</param>
    /// <param name="width">Cells of a line.</param>
    /// <param name="colour">Whether levels and colours can be shown.</param>
    /// <param name="most">Most samples.</param>
    public static IReadOnlyList<Line> Draw(Dataset data, (int Height, int Width, int Channels) form, int width, bool colour, int most = 5)
    {
        int count = Math.Min(Math.Min(most, data.Count), Math.Max(1, (width + 2) / (form.Width + 2)));
        List<Line> lines = [];
        for (int row = 0; row < form.Height; row += 2)
        {
            Line line = Line.Empty;
            for (int sample = 0; sample < count; sample++)
            {
                ReadOnlySpan<float> pixels = data.Sample(sample);
                if (sample > 0)
                    line.Add("  ");
                for (int column = 0; column < form.Width; column++)
                {
                    ReadOnlySpan<float> upper = pixels.Slice(((row * form.Width) + column) * form.Channels, form.Channels);
                    ReadOnlySpan<float> lower = row + 1 < form.Height
                        ? pixels.Slice((((row + 1) * form.Width) + column) * form.Channels, form.Channels) : [];
                    if (colour)
                        line.Add("▀", new Style(ColourOf(upper), ColourOf(lower)));
                    else
                        line.Add(Shades[Math.Clamp((int)((Level(upper) + Level(lower)) / 2 * Shades.Length), 0, Shades.Length - 1)]
                            .ToString());
                }
            }

            lines.Add(line);
        }

        if (data.Targets is ClassTargets { Grid: { } grid } masks && grid == new Extent(form.Height, form.Width))
            lines.AddRange(MaskView.Draw(masks, grid, count, width, colour));
        else if (data.Targets is ClassTargets { Positions: 1 } classes)
        {
            Line labels = Line.Empty;
            for (int sample = 0; sample < count; sample++)
                labels.PadTo(sample * (form.Width + 2))
                    .Add(classes.Names?[classes.Labels[sample]] ?? classes.Labels[sample].ToString(), Palette.Quiet);
            lines.Add(labels);
        }

        return lines;
    }

    private static float Level(ReadOnlySpan<float> pixel) =>
        pixel.Length switch { 0 => 0, 1 => pixel[0], _ => (pixel[0] + pixel[1] + pixel[2]) / 3 };

    private static Color ColourOf(ReadOnlySpan<float> pixel) => pixel.IsEmpty ? new Color(0, 0, 0)
        : new Color(Byte(pixel[0]), Byte(pixel[pixel.Length / 2]), Byte(pixel[^1]));

    private static byte Byte(float level) => (byte)Math.Clamp(level * 255, 0, 255);
}
