using System.Reflection;
using Spectre.Console;
using Weir.Cli.Rendering;

namespace Weir.Cli.Tests.Rendering;

public class PaletteTests
{
    // Bright black, the usual grey, is the background of Solarized dark, and light colours vanish on white.
    [Fact]
    public void Words_have_the_terminals_own_colour_or_one_of_its_six_plain_ones()
    {
        Style[] styles = [.. typeof(Palette).GetProperties(BindingFlags.Public | BindingFlags.Static)
            .Select(property => (Style)property.GetValue(null)!)];
        List<Color> plain = [Color.Default, Color.Maroon, Color.Green, Color.Olive, Color.Teal];
        styles.Length.ShouldBeGreaterThan(6);
        styles.ShouldAllBe(style => style.Background == Color.Default);
        styles.ShouldAllBe(style => plain.Contains(style.Foreground));
    }

    [Fact]
    public void The_heat_scale_stands_out_from_black_and_from_white()
    {
        foreach (double place in new[] { 0, 0.25, 0.5, 0.75, 1 })
        {
            double luminance = Luminance(Palette.HeatOf(place).Foreground);
            ((luminance + 0.05) / 0.05).ShouldBeGreaterThan(2);
            (1.05 / (luminance + 0.05)).ShouldBeGreaterThan(2);
        }
    }

    // Relative luminance as WCAG 2 defines it.
    private static double Luminance(Color colour) =>
        (0.2126 * Linear(colour.R)) + (0.7152 * Linear(colour.G)) + (0.0722 * Linear(colour.B));

    private static double Linear(byte level) => level / 255.0 is var share && share <= 0.03928 ? share / 12.92
        : Math.Pow((share + 0.055) / 1.055, 2.4);
}
