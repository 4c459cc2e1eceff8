using System.Text;
using System.Text.RegularExpressions;
using Spectre.Console;
using Weir.Cli.Rendering;

namespace Weir.Cli.Views;

/// <summary>The Markdown of the manual in a terminal: headings, paragraphs, lists, tables, code; text is broken at the width.</summary>
internal static partial class MarkdownView
{
    /// <summary>Blanks before code.</summary>
    private const int Indent = 4;

    /// <summary>Least cells of a table's last column; where there are fewer, each row is an entry of several lines.</summary>
    private const int LeastColumn = 28;

    private static readonly Style s_italic = new(decoration: Decoration.Italic);

    /// <summary>Draws a page.</summary>
    /// <param name="markdown">The page.</param>
    /// <param name="width">Cells of a line; code keeps its own.</param>
    public static IReadOnlyList<Line> Draw(string markdown, int width)
    {
        List<Line> lines = [];
        string[] source = markdown.ReplaceLineEndings("\n").TrimEnd().Split('\n');
        for (int i = 0; i < source.Length;)
        {
            string line = source[i];
            if (line.StartsWith("```", StringComparison.Ordinal))
            {
                int start = ++i;
                while (i < source.Length && !source[i].StartsWith("```", StringComparison.Ordinal))
                    i++;
                lines.AddRange(Code(source[start..i], width));
                i++;
            }
            else if (line.StartsWith("    ", StringComparison.Ordinal))
            {
                lines.AddRange(Code([line[Indent..]], width));
                i++;
            }
            else if (line.StartsWith('#'))
            {
                Style style = line.StartsWith("##", StringComparison.Ordinal) ? Palette.Strong : Palette.Title;
                lines.AddRange(Line.Empty.Add(line.TrimStart('#').Trim(), style).Fold(width));
                i++;
            }
            else if (line.StartsWith('|'))
            {
                int end = i;
                while (end < source.Length && source[end].StartsWith('|'))
                    end++;
                lines.AddRange(Table(source[i..end], width));
                i = end;
            }
            else if (line.Length == 0)
            {
                lines.Add(Line.Empty);
                i++;
            }
            else
            {
                // Lines of a paragraph or an entry that follow each other are one text.
                StringBuilder text = new(line.Trim());
                bool item = IsItem(line);
                for (i++; i < source.Length && Goes(source[i]); i++)
                    text.Append(' ').Append(source[i].Trim());
                string all = text.ToString();
                string mark = item ? all[..(all.IndexOf(' ') + 1)] : "";
                lines.AddRange(Wrap(all[mark.Length..], width, mark));
            }
        }

        return lines;
    }

    /// <summary>Code, indented as far as there is room; what is wider than the page goes on below.</summary>
    private static IEnumerable<Line> Code(string[] source, int width)
    {
        int indent = Math.Clamp(width - source.Max(line => line.Length), 0, Indent);
        return source.SelectMany(line => Line.Empty.Add(new string(' ', indent)).Add(line, Palette.Accent).Fold(width));
    }

    private static bool IsItem(string line) => line.StartsWith("- ", StringComparison.Ordinal)
        || (line.Length > 2 && char.IsAsciiDigit(line[0]) && line[1] == '.');

    private static bool Goes(string line) => line.Length > 0 && !line.StartsWith('#') && !line.StartsWith('|')
        && !line.StartsWith("```", StringComparison.Ordinal) && !IsItem(line);

    /// <summary>Words with the style that ** and ` give them, broken into lines.</summary>
    private static IEnumerable<Line> Wrap(string text, int width, string mark)
    {
        string first = mark == "- " ? "· " : mark, later = new(' ', mark.Length);
        foreach (Line line in Items.Flow(Words(text), " ", Math.Max(10, width - mark.Length)))
        {
            yield return Line.Empty.Add(first, Palette.Quiet).Add(line);
            first = later;
        }
    }

    /// <summary>The words of a text, each a piece that is not broken.</summary>
    private static IEnumerable<Line> Words(string text)
    {
        text = Links().Replace(text, "${text}");
        Line word = Line.Empty;
        bool isCode = false, isBold = false, isItalic = false;
        StringBuilder piece = new();
        for (int i = 0; i <= text.Length; i++)
        {
            char at = i < text.Length ? text[i] : ' ';
            bool code = at == '`', bold = at == '*' && i + 1 < text.Length && text[i + 1] == '*' && !isCode;
            if (code || bold || at == ' ')
            {
                word.Add(piece.ToString(), StyleOf(isCode, isBold, isItalic));
                piece.Clear();
            }

            if (code)
            {
                isCode = !isCode;
            }
            else if (bold)
            {
                isBold = !isBold;
                i++;
            }
            else if (at == '*' && !isCode)
            {
                word.Add(piece.ToString(), StyleOf(isCode, isBold, isItalic));
                piece.Clear();
                isItalic = !isItalic;
            }
            else if (at == ' ')
            {
                if (word.Width > 0)
                    yield return word;
                word = Line.Empty;
            }
            else
            {
                piece.Append(at);
            }
        }
    }

    private static Style? StyleOf(bool isCode, bool isBold, bool isItalic) => isCode ? Palette.Accent : isBold ? Palette.Strong : isItalic
        ? s_italic : Style.Plain;

    // The text of a link; its address is for a browser.
    [GeneratedRegex(@"\[(?<text>[^\]]+)\]\([^)]+\)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Links();

    private static IEnumerable<Line> Table(string[] rows, int width)
    {
        IReadOnlyList<Line>[][] cells = [.. rows.Where((_, i) => i != 1)
            .Select(row => Cells(row).Select(cell => (IReadOnlyList<Line>)[.. Words(cell)]).ToArray())];
        int columns = cells.Max(row => row.Length);
        int[] widths = [.. Enumerable.Range(0, columns).Select(column => cells.Max(row => column < row.Length ? Whole(row[column]) : 0))];
        // The last column takes what room there is.
        int others = widths.Take(columns - 1).Sum(each => each + 2);
        if (width - others < Math.Min(widths[^1], LeastColumn))
        {
            foreach (Line line in Items.Flow(cells[0][0].Select(Heading), " ", width).Concat(cells.Skip(1)
                .SelectMany(row => Entry(cells[0], row, width))))
                yield return line;
            yield break;
        }

        widths[^1] = Math.Min(widths[^1], width - others);
        for (int r = 0; r < cells.Length; r++)
        {
            IReadOnlyList<Line>[] flowed = [.. cells[r].Select((words, column) => Items.Flow(words, " ", widths[column]))];
            for (int part = 0; part < Math.Max(1, flowed.Max(cell => cell.Count)); part++)
            {
                Line line = Line.Empty;
                for (int column = 0; column < flowed.Length; column++)
                {
                    int start = line.Width;
                    if (part < flowed[column].Count)
                        line.Add(r == 0 ? Line.Empty.Add(flowed[column][part].ToString(), Palette.Quiet) : flowed[column][part]);
                    if (column < flowed.Length - 1)
                        line.PadTo(start + widths[column] + 2);
                }

                yield return line;
            }
        }
    }

    /// <summary>The cells of a row. A bar behind a backslash is part of its cell.</summary>
    private static string[] Cells(string row)
    {
        string inner = row.Trim();
        inner = inner[1..(inner.EndsWith('|') && !inner.EndsWith("\\|", StringComparison.Ordinal) ? ^1 : ^0)];
        return [.. CellEnd().Split(inner).Select(cell => cell.Replace("\\|", "|", StringComparison.Ordinal).Trim())];
    }

    // A bar that ends a cell.
    [GeneratedRegex(@"(?<!\\)\|", RegexOptions.None, 1000)]
    private static partial Regex CellEnd();

    private static Line Heading(Line word) => Line.Empty.Add(word.ToString(), Palette.Quiet);

    /// <summary>A row that has no room beside: its first cell, and below it the others behind their headings.</summary>
    private static IEnumerable<Line> Entry(IReadOnlyList<Line>[] headings, IReadOnlyList<Line>[] row, int width)
    {
        foreach (Line line in Items.Flow(row[0], " ", width))
            yield return line;
        for (int column = 1; column < row.Length; column++)
        {
            IEnumerable<Line> heading = column < headings.Length ? headings[column].Select(Heading) : [];
            foreach (Line line in Items.Flow([.. heading, .. row[column]], " ", width - 2))
                yield return Line.Empty.Add("  ").Add(line);
        }
    }

    private static int Whole(IReadOnlyList<Line> words) => words.Sum(word => word.Width) + Math.Max(0, words.Count - 1);
}
