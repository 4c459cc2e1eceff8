using Spectre.Console;
using Spectre.Console.Rendering;

namespace Weir.Cli.Rendering;

/// <summary>One line of text in pieces of their own style. Views build lines, so that each column is placed to the cell.</summary>
internal sealed class Line
{
    private readonly List<Segment> _pieces = [];

    /// <summary>The empty line.</summary>
    public static Line Empty => new();

    /// <summary>The pieces in order.</summary>
    public IReadOnlyList<Segment> Pieces => _pieces;

    /// <summary>Cells of a terminal that the line takes.</summary>
    public int Width { get; private set; }

    /// <summary>Adds text at the end.</summary>
    public Line Add(string text, Style? style = null)
    {
        if (text.Length == 0)
            return this;
        Segment piece = new(text, style ?? Style.Plain);
        _pieces.Add(piece);
        Width += piece.CellCount();
        return this;
    }

    /// <summary>Adds another line at the end.</summary>
    public Line Add(Line other)
    {
        _pieces.AddRange(other._pieces);
        Width += other.Width;
        return this;
    }

    /// <summary>Adds text at the right end of a field.</summary>
    public Line AddRight(string text, int field, Style? style = null) => Add(text.PadLeft(field), style);

    /// <summary>Adds text at the left end of a field; what is too long is cut and ends in "…".</summary>
    public Line AddLeft(string text, int field, Style? style = null) => Add(Cut(text, field).PadRight(field), style);

    /// <summary>Adds blanks until the line takes a number of cells.</summary>
    public Line PadTo(int width) => Add(new string(' ', Math.Max(0, width - Width)));

    /// <summary>The line without colours.</summary>
    public override string ToString() => string.Concat(_pieces.Select(piece => piece.Text)).TrimEnd();

    private static string Cut(string text, int field) => text.Length <= field ? text : text[..Math.Max(0, field - 1)] + "…";
}
