using Spectre.Console.Rendering;

namespace Weir.Cli.Rendering;

/// <summary>Lines as a thing that Spectre.Console renders. What is wider than the terminal is cut off.</summary>
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
        for (int i = 0; i < lines.Count; i++)
        {
            foreach (Segment piece in Segment.Truncate(lines[i].Pieces, maxWidth))
                yield return piece;
            yield return Segment.LineBreak;
        }
    }
}
