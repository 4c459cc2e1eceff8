namespace Weir.Cli.Rendering;

/// <summary>A line plot in Braille dots with its axes. It draws what lies inside the axes, and the way to what lies outside.</summary>
/// <param name="Across">The horizontal axis.</param>
/// <param name="Up">The vertical axis.</param>
/// <param name="Width">Cells of a line, labels included.</param>
/// <param name="Height">Cells that the curve may take up.</param>
internal sealed record Plot(Axis Across, Axis Up, int Width, int Height)
{
    /// <summary>The name of the vertical axis, above it.</summary>
    public string UpName { get; init; } = "";

    /// <summary>The name of the horizontal axis, beside its labels on the left.</summary>
    public string AcrossName { get; init; } = "";

    /// <summary>A place on the horizontal axis that a vertical line marks, or null.</summary>
    public double? Mark { get; init; }

    /// <summary>What is written below the mark.</summary>
    public string MarkText { get; init; } = "";

    /// <summary>More rows of labels below the horizontal axis, each with its name.</summary>
    public IReadOnlyList<(string Name, IReadOnlyList<Axis.Tick> Ticks)> MoreLabels { get; init; } = [];

    /// <summary>Cells left of the vertical axis.</summary>
    public int Margin => new[] { AcrossName.Length,
        Up.Ticks.Max(tick => tick.Text.Length) }.Concat(MoreLabels.Select(row => row.Name.Length)).Max() + 1;

    /// <summary>Cells of the curve across.</summary>
    public int Columns => Math.Max(8, Width - Margin - 1);

    /// <summary>Dots of the curve across.</summary>
    public int DotsAcross => Columns * DotCanvas.Across;

    /// <summary>Draws a curve.</summary>
    /// <param name="curve">Its points from left to right, in values of the axes.</param>
    public IReadOnlyList<Line> Draw(IReadOnlyList<(double X, double Y)> curve)
    {
        DotCanvas canvas = new(Columns, Height);
        for (int i = 0; i < curve.Count; i++)
        {
            (int x, int y) = Dot(curve[i]);
            (int beforeX, int beforeY) = Dot(curve[Math.Max(0, i - 1)]);
            canvas.Connect(beforeX, beforeY, x, y);
        }

        int? marked = Mark is { } mark ? Column(Across.Place(mark)) : null;
        Dictionary<int, string> labels = [];
        foreach (Axis.Tick tick in Up.Ticks)
            labels[Height - 1 - Cell(Up.Place(tick.Value), Height)] = tick.Text;
        List<Line> lines = [];
        if (UpName.Length > 0)
            lines.Add(Line.Empty.AddRight(UpName, Math.Max(UpName.Length, Margin - 1), Palette.Quiet));
        for (int row = 0; row < Height; row++)
            lines.Add(Row(canvas, row, labels.GetValueOrDefault(row), marked));
        HashSet<int> ticks = [.. Across.Ticks.Select(tick => Column(Across.Place(tick.Value)))];
        lines.Add(Line.Empty.Add(new string(' ', Margin))
            .Add("└" + string.Concat(Enumerable.Range(0, Columns).Select(i => ticks.Contains(i) ? '┴' : '─')), Palette.Quiet));
        lines.Add(Labels(AcrossName, Across.Ticks));
        lines.AddRange(MoreLabels.Select(more => Labels(more.Name, more.Ticks)));
        if (marked is { } below)
            lines.Add(MarkLine(below));
        return lines;
    }

    private static int Cell(double place, int count) => Math.Clamp((int)(place * count), 0, count - 1);

    private int Column(double place) => Cell(place, Columns);

    private (int X, int Y) Dot((double X, double Y) point)
    {
        // Far outside is as good as outside, and has no end of dots on the way.
        double x = Math.Clamp(Across.Place(point.X), -1, 2), y = Math.Clamp(Up.Place(point.Y), -1, 2);
        return ((int)Math.Round(x * (DotsAcross - 1)), (int)Math.Round(y * ((Height * DotCanvas.Up) - 1)));
    }

    private Line Row(DotCanvas canvas, int row, string? label, int? marked)
    {
        Line line = Line.Empty.AddRight(label ?? "", Margin - 1, Palette.Quiet).Add(" ").Add(label is null ? "│" : "┤", Palette.Quiet);
        string cells = string.Concat(Enumerable.Range(0, Columns).Select(column => canvas.Cell(row, column)));
        if (marked is not { } at)
            return line.Add(cells, Palette.Accent);
        return line.Add(cells[..at], Palette.Accent).Add(cells[at] == ' ' ? "┊" : cells[at..(at + 1)], Palette.Good)
            .Add(cells[(at + 1)..], Palette.Accent);
    }

    private Line Labels(string name, IReadOnlyList<Axis.Tick> ticks)
    {
        Line line = Line.Empty.AddRight(name, Margin - 1, Palette.Quiet);
        foreach (Axis.Tick tick in ticks)
        {
            int start = Margin + 1 + Column(Across.Place(tick.Value)) - (tick.Text.Length / 2);
            start = Math.Min(Math.Max(start, Margin + 1), Width - tick.Text.Length);
            // A label that would touch the one before is left out.
            if (start > line.Width)
                line.PadTo(start).Add(tick.Text, Palette.Quiet);
        }

        return line;
    }

    private Line MarkLine(int column)
    {
        int at = Margin + 1 + column;
        return at + 2 + MarkText.Length <= Width
            ? Line.Empty.PadTo(at).Add($"▲ {MarkText}", Palette.Good)
            : Line.Empty.PadTo(at - MarkText.Length - 1).Add($"{MarkText} ▲", Palette.Good);
    }
}
