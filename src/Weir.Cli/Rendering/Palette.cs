using Spectre.Console;

namespace Weir.Cli.Rendering;

/// <summary>The colours, by meaning. A terminal without colour loses nothing: each also shows in length, shade or word.</summary>
internal static class Palette
{
    private static readonly Color[] Heat =
    [
        new(68, 1, 84), new(70, 50, 127), new(54, 92, 141), new(39, 127, 142),
        new(31, 161, 135), new(74, 194, 109), new(159, 218, 58), new(253, 231, 37),
    ];

    /// <summary>Names and values that matter.</summary>
    public static Style Strong { get; } = new(decoration: Decoration.Bold);

    /// <summary>Headings of columns and side remarks.</summary>
    public static Style Quiet { get; } = new(Color.Grey);

    /// <summary>In order.</summary>
    public static Style Good { get; } = new(Color.Green);

    /// <summary>To be looked at.</summary>
    public static Style Warning { get; } = new(Color.Yellow);

    /// <summary>Wrong.</summary>
    public static Style Bad { get; } = new(Color.Red);

    /// <summary>Progress and curves.</summary>
    public static Style Accent { get; } = new(Color.DeepSkyBlue1);

    /// <summary>The colour of a gradient that is weaker than the strongest of its network by a factor.</summary>
    /// <param name="share">Of the strongest, from 0 to 1; null where none arrived.</param>
    public static Style Strength(double? share) => share switch
    {
        null or <= 1e-4 => Bad,
        <= 1e-2 => Warning,
        _ => Good,
    };

    /// <summary>The colour of a place on a scale: dark blue at 0, green, yellow at 1.</summary>
    public static Style HeatOf(double place)
    {
        double at = Math.Clamp(place, 0, 1) * (Heat.Length - 1);
        int below = Math.Min((int)at, Heat.Length - 2);
        return new Style(Heat[below].Blend(Heat[below + 1], (float)(at - below)));
    }
}
