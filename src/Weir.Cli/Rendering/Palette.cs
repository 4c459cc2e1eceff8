using Spectre.Console;

namespace Weir.Cli.Rendering;

/// <summary>
/// The colours, by meaning. A terminal without colour loses nothing: each also shows in length, shade or word. Words have the terminal's
/// own colour or one of its six plain ones, which every scheme makes legible on its background; of the bright ones, several schemes
/// (Solarized) make greys of the background.
/// </summary>
internal static class Palette
{
    // The middle of viridis (van der Walt and Smith, 2015): its ends are as dark as a dark background and as light as a light one.
    private static readonly Color[] Heat = [new(54, 92, 141), new(39, 127, 142), new(31, 161, 135), new(74, 194, 109)];

    /// <summary>Names and values that matter.</summary>
    public static Style Strong { get; } = new(decoration: Decoration.Bold);

    /// <summary>Headings of columns and side remarks.</summary>
    public static Style Quiet { get; } = new(decoration: Decoration.Dim);

    /// <summary>In order.</summary>
    public static Style Good { get; } = new(Color.Green);

    /// <summary>To be looked at.</summary>
    public static Style Warning { get; } = new(Color.Olive);

    /// <summary>Wrong.</summary>
    public static Style Bad { get; } = new(Color.Maroon);

    /// <summary>Progress and curves.</summary>
    public static Style Accent { get; } = new(Color.Teal);

    /// <summary>The title of a page.</summary>
    public static Style Title { get; } = new(Color.Teal, decoration: Decoration.Bold);

    /// <summary>The colour of a gradient that is weaker than the strongest of its network by a factor.</summary>
    /// <param name="share">Of the strongest, from 0 to 1; null where none arrived.</param>
    public static Style Strength(double? share) => share switch
    {
        null or <= 1e-4 => Bad,
        <= 1e-2 => Warning,
        _ => Good,
    };

    /// <summary>The colour of a place on a scale: blue at 0, green at 1.</summary>
    public static Style HeatOf(double place)
    {
        double at = Math.Clamp(place, 0, 1) * (Heat.Length - 1);
        int below = Math.Min((int)at, Heat.Length - 2);
        return new Style(Heat[below].Blend(Heat[below + 1], (float)(at - below)));
    }
}
