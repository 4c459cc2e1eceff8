using Spectre.Console;
using Weir.Cli.Rendering;

namespace Weir.Cli.Views;

/// <summary>The attenuation in words, coloured by how far it is from an even flow.</summary>
internal static class AttenuationView
{
    /// <summary>Decades per layer that pass as an even flow.</summary>
    public const double Even = 0.15;

    // With the legend that the live view puts behind it.
    private const int LeastForUnit = 48;

    /// <summary>Draws it.</summary>
    /// <param name="attenuation">Decades per layer; null where it is not known.</param>
    /// <param name="width">Cells of a line.</param>
    public static Line Draw(double? attenuation, int width) => Line.Empty
        .Add("attenuation ", Palette.Quiet).Add(Numbers.Signed(attenuation), Colour(attenuation))
            .Add(width < LeastForUnit ? " per layer" : " decades per layer", Palette.Quiet);

    /// <summary>The colour of a value.</summary>
    public static Style Colour(double? attenuation) => attenuation switch
    {
        null => Palette.Quiet,
        { } value when Math.Abs(value) < Even => Palette.Good,
        { } value when Math.Abs(value) < 2 * Even => Palette.Warning,
        _ => Palette.Bad,
    };
}
