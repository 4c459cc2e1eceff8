namespace Weir.Data;

/// <summary>
/// How much handwriting varies. The values were chosen so that a linear model stays well below 93 % of test images right while a small network
/// passes 98 %, as on real handwriting; a test holds the first, the manual of the source states both.
/// </summary>
internal sealed record DigitStyle
{
    /// <summary>The largest rotation, in degrees to either side.</summary>
    public double Rotation { get; init; } = 13;

    /// <summary>The largest slant: the tangent of its angle, to either side.</summary>
    public double Slant { get; init; } = 0.3;

    /// <summary>The smallest and largest height of a digit, in pixels.</summary>
    public (double Low, double High) Height { get; init; } = (15, 21);

    /// <summary>The smallest and largest stretch of the width.</summary>
    public (double Low, double High) Stretch { get; init; } = (0.75, 1.2);

    /// <summary>The largest shift from the centre, in pixels along each axis.</summary>
    public double Shift { get; init; } = 2;

    /// <summary>The smallest and largest width of the pen, in pixels.</summary>
    public (double Low, double High) Thickness { get; init; } = (1.6, 3.2);

    /// <summary>Standard deviation of a control point about its place, in heights.</summary>
    public double Jitter { get; init; } = 0.03;

    /// <summary>The smallest and largest brightness of the ink.</summary>
    public (double Low, double High) Ink { get; init; } = (0.7, 1);
}
