using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace Weir.Cli.Rendering;

/// <summary>One line of text in pieces of their own style. Views build lines, so that each column is placed to the cell.</summary>
internal sealed partial class Line
{
    /// <summary>Blanks before the second and later lines of a folded one.</summary>
    private const int Hanging = 2;

    /// <summary>A blank at which a line is not broken while what it holds together fits on a line; printed as any other.</summary>
    private const char NoBreak = '\u00A0';

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
        Segment piece = new(Printable.Of(text), style ?? Style.Plain);
        _pieces.Add(piece);
        Width += piece.CellCount();
        return this;
    }

    /// <summary>Adds what is to be copied as one piece, as a command is: broken only where it is wider than the whole line.</summary>
    public Line AddWhole(string text, Style? style = null) => Add(text.Replace(' ', NoBreak), style);

    /// <summary>Adds prose, whose commands in quotes, as <c>'weir runs'</c>, are each added as one piece.</summary>
    public Line AddProse(string text, Style? style = null) => Add(Command().Replace(text, each => each.Value.Replace(' ', NoBreak)), style);

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

    /// <summary>The line broken between words where it is wider than a number of cells. What follows the first break is indented by as much
    /// as the line, and two cells more.</summary>
    /// <param name="width">Cells of a line.</param>
    /// <param name="breaksWords">Whether a word that is wider than the line is broken too; else it stands on a line of its own,
    /// whole.</param>
    public IReadOnlyList<Line> Fold(int width, bool breaksWords = false)
    {
        if (Width <= width)
            return [this];
        List<Line> lines = [];
        Line current = Empty;
        (Line Word, int Blanks)[] words = [.. Words(' ')];
        int indent = words.Length == 0 ? 0 : Math.Min(words[0].Blanks, width / 2), hanging = Math.Min(indent + Hanging, width / 2);
        bool any = false;
        foreach ((Line word, int blanks) in words.SelectMany((each, i) =>
            each.Word.Width <= width - (i == 0 ? indent : hanging) ? [each] : each.Word.Parts(each.Blanks)))
        {
            if (!any)
                current.Add(Blanks(indent));
            else if (current.Width + blanks + word.Width <= width)
                current.Add(Blanks(blanks));
            else
            {
                lines.Add(current);
                current = Empty.Add(Blanks(hanging));
            }

            any = true;
            Line rest = word;
            while (breaksWords && current.Width + rest.Width > width)
            {
                (Line head, rest) = rest.Split(Math.Max(1, width - current.Width));
                lines.Add(current.Add(head));
                current = Empty;
            }

            current.Add(rest);
        }

        lines.Add(current);
        return lines;
    }

    /// <summary>The line without colours.</summary>
    public override string ToString() => string.Concat(_pieces.Select(Printed)).TrimEnd();

    /// <summary>The text of a piece as it is printed.</summary>
    public static string Printed(Segment piece) => piece.Text.Replace(NoBreak, ' ');

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

    /// <summary>The words of the line, whatever blanks are between them.</summary>
    public IEnumerable<Line> ToWords() => Words(' ').Select(each => each.Word);

    /// <summary>The pieces between blanks that hold it together.</summary>
    private IEnumerable<(Line Word, int Blanks)> Parts(int blanks) =>
        Words(NoBreak).Select((part, i) => i == 0 ? (part.Word, blanks + part.Blanks) : part);

    /// <summary>The words of the line, each with the number of blanks before it.</summary>
    private IEnumerable<(Line Word, int Blanks)> Words(char blank)
    {
        Line word = Empty;
        int blanks = 0;
        foreach (Segment piece in _pieces)
        {
            int start = 0;
            for (int i = 0; i <= piece.Text.Length; i++)
            {
                // A number keeps its per cent.
                if (i < piece.Text.Length && (piece.Text[i] != blank || piece.Text.AsSpan(i + 1).StartsWith("%")))
                    continue;
                word.Add(piece.Text[start..i], piece.Style);
                start = i + 1;
                if (i == piece.Text.Length)
                    break;
                if (word.Width > 0)
                {
                    yield return (word, blanks);
                    (word, blanks) = (Empty, 0);
                }

                blanks++;
            }
        }

        if (word.Width > 0)
            yield return (word, blanks);
    }

    /// <summary>The first cells of the line, and the rest.</summary>
    private (Line Head, Line Tail) Split(int cells)
    {
        Line head = Empty, rest = Empty;
        foreach (Segment piece in _pieces)
        {
            TextElementEnumerator each = StringInfo.GetTextElementEnumerator(piece.Text);
            while (each.MoveNext())
            {
                string element = each.GetTextElement();
                bool fits = rest.Width == 0 && (head.Width == 0 || head.Width + Cells(element) <= cells);
                (fits ? head : rest).Add(element, piece.Style);
            }
        }

        return (head, rest);
    }

    // Some characters take two cells, some none.
    public static int Cells(string text) => new Segment(text).CellCount();

    private static string Blanks(int count) => new(' ', Math.Max(0, count));

    [GeneratedRegex("(['`])weir [^'`]*\\1")]
    private static partial Regex Command();
}
