using System.Globalization;
using System.Text;
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
    public Line AddRight(string text, int field, Style? style = null) => Add(Blanks(field - Cells(text)) + text, style);

    /// <summary>Adds text at the left end of a field; what is too long is cut and ends in "…".</summary>
    public Line AddLeft(string text, int field, Style? style = null)
    {
        string cut = Cut(text, field);
        return Add(cut + Blanks(field - Cells(cut)), style);
    }

    /// <summary>Adds blanks until the line takes a number of cells.</summary>
    public Line PadTo(int width) => Add(Blanks(width - Width));

    /// <summary>The line without colours.</summary>
    public override string ToString() => string.Concat(_pieces.Select(piece => piece.Text)).TrimEnd();

    /// <summary>The beginning of a text that fits into a number of cells; where something is missing it ends in "…".</summary>
    public static string Cut(string text, int field)
    {
        if (Cells(text) <= field)
            return text;
        StringBuilder kept = new();
        int cells = 1;
        TextElementEnumerator each = StringInfo.GetTextElementEnumerator(text);
        while (each.MoveNext())
        {
            string element = each.GetTextElement();
            cells += Cells(element);
            if (cells > field)
                break;
            kept.Append(element);
        }

        return kept.Append('…').ToString();
    }

    // Some characters take two cells, some none.
    private static int Cells(string text) => new Segment(text).CellCount();

    private static string Blanks(int count) => new(' ', Math.Max(0, count));
}
