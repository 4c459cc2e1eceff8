using Spectre.Console.Rendering;

namespace Weir.Cli.Rendering;

/// <summary>Lines as a thing that Spectre.Console renders. What is wider than the terminal is cut off.</summary>
internal sealed class Picture(IReadOnlyList<Line> lines) : Renderable
{
    /// <summary>Whether what stands behind a line is erased, as the ^C that a terminal writes into a live picture.</summary>
    public bool ErasesLineEnds { get; init; }

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
            if (ErasesLineEnds)
                yield return Segment.Control("\u001b[K");
            yield return Segment.LineBreak;
        }
    }
}
