using Spectre.Console.Rendering;

namespace Weir.Cli.Rendering;

/// <summary>Lines as a thing that Spectre.Console renders. What is wider than the terminal goes on below, broken between words.</summary>
internal sealed class Picture(IReadOnlyList<Line> lines) : Renderable
{
    /// <inheritdoc/>
    protected override Measurement Measure(RenderOptions options, int maxWidth)
    {
        int width = Math.Min(maxWidth, lines.Count == 0 ? 0 : lines.Max(line => line.Width));
        return new Measurement(width, width);
    }

    /// <inheritdoc/>
    protected override IEnumerable<Segment> Render(RenderOptions options, int maxWidth)
    {
        foreach (Line line in lines.SelectMany(line => line.Fold(maxWidth)))
        {
            foreach (Segment piece in line.Pieces)
                yield return new Segment(Line.Printed(piece), piece.Style);
            yield return Segment.LineBreak;
        }
    }
}
