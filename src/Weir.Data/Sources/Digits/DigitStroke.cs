namespace Weir.Data;

/// <summary>
/// A line of the pen through control points, in a box of height 1 (x to the right, y down). A smooth stroke runs through
/// them as a Catmull–Rom spline (1974), so that moving a point a little bends the line and does not break it.
/// </summary>
/// <param name="Smooth">Whether the line is curved between the points.</param>
/// <param name="Points">The control points.</param>
internal sealed record DigitStroke(bool Smooth, params (double X, double Y)[] Points)
{
    private const int StepsPerPiece = 5;

    /// <summary>The corners of the line that is drawn.</summary>
    /// <param name="points">Control points, as many as in <see cref="Points"/>, moved as the writer likes.</param>
    /// <param name="corners">Room for the corners: <see cref="CornerCount"/>.</param>
    public void Trace(ReadOnlySpan<(double X, double Y)> points, Span<(double X, double Y)> corners)
    {
        if (!Smooth)
        {
            points.CopyTo(corners);
            return;
        }

        int next = 0;
        for (int i = 0; i + 1 < points.Length; i++)
        {
            (double X, double Y) a = points[Math.Max(0, i - 1)], b = points[i], c = points[i + 1],
                d = points[Math.Min(points.Length - 1, i + 2)];
            for (int step = 0; step < StepsPerPiece; step++)
            {
                double t = (double)step / StepsPerPiece;
                corners[next++] = (Spline(a.X, b.X, c.X, d.X, t), Spline(a.Y, b.Y, c.Y, d.Y, t));
            }
        }

        corners[next] = points[^1];
    }

    /// <summary>How many corners the drawn line has.</summary>
    public int CornerCount => Smooth ? ((Points.Length - 1) * StepsPerPiece) + 1 : Points.Length;

    private static double Spline(double a, double b, double c, double d, double t) =>
        0.5 * ((2 * b) + ((c - a) * t) + (((2 * a) - (5 * b) + (4 * c) - d) * t * t) + (((3 * b) - a - (3 * c) + d) * t * t * t));
}
