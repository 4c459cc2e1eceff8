using System.Text;

namespace Weir.Cli.Tests;

/// <summary>
/// As much of a terminal as the live view needs: two screens of which the first moves its lines when the width changes, as terminals do,
/// the cursor, erasing, and the breaking of lines at the edge.
/// </summary>
internal sealed class VirtualScreen(int width, int height) : TextWriter
{
    private readonly StringBuilder _sequence = new();
    private List<StringBuilder> _first = [new()];
    private List<StringBuilder> _second = [new()];
    private int _row;
    private int _column;
    private bool _wraps = true;

    public override Encoding Encoding => Encoding.UTF8;

    public int Width { get; private set; } = width;

    public int Height { get; private set; } = height;

    public bool IsSecond { get; private set; }

    public bool HasCursor { get; private set; } = true;

    /// <summary>What is seen, without blanks at the ends of lines and without empty lines at the end.</summary>
    public string Text => string.Join('\n', Lines.Select(line => line.ToString().TrimEnd())).TrimEnd();

    private List<StringBuilder> Lines => IsSecond ? _second : _first;

    /// <summary>Gives the screen another size. Lines of the first screen that no longer fit go on in a line of their own.</summary>
    public void Resize(int width, int height)
    {
        (Width, Height) = (width, height);
        List<StringBuilder> moved = [];
        foreach (StringBuilder line in _first)
        {
            for (int start = 0; start == 0 || start < line.Length; start += width)
                moved.Add(new StringBuilder(line.ToString(start, Math.Min(width, line.Length - start))));
        }

        _first = moved;
        // The second one is cut, and keeps what it had.
        _second = [.. _second.Take(height).Select(line => new StringBuilder(line.ToString(0, Math.Min(width, line.Length))))];
        if (_second.Count == 0)
            _second.Add(new StringBuilder());
        _row = Math.Min(_row, Lines.Count - 1);
    }

    public override void Write(char value)
    {
        if (_sequence.Length > 0 || value == '\u001b')
        {
            _sequence.Append(value);
            if (_sequence.Length > 2 && char.IsAsciiLetter(value))
            {
                Obey(_sequence.ToString(2, _sequence.Length - 3), value);
                _sequence.Clear();
            }

            return;
        }

        switch (value)
        {
            case '\r':
                _column = 0;
                break;
            case '\n':
                Down();
                break;
            default:
                Put(value);
                break;
        }
    }

    private void Put(char value)
    {
        if (_column >= Width)
        {
            if (!_wraps)
                return;
            Down();
            _column = 0;
        }

        StringBuilder line = Lines[_row];
        while (line.Length <= _column)
            line.Append(' ');
        line[_column++] = value;
    }

    private void Down()
    {
        _row++;
        while (Lines.Count <= _row)
            Lines.Add(new StringBuilder());
    }

    private void Obey(string parameters, char command)
    {
        switch (command)
        {
            case 'H':
                (_row, _column) = (0, 0);
                break;
            case 'J' when parameters == "2":
                Lines.Clear();
                Lines.Add(new StringBuilder());
                _row = 0;
                break;
            case 'J':
                Lines.RemoveRange(_row + 1, Lines.Count - _row - 1);
                goto case 'K';
            case 'K':
                Lines[_row].Length = Math.Min(Lines[_row].Length, _column);
                break;
            case 'A':
                _row = Math.Max(0, _row - (parameters.Length == 0 ? 1 : int.Parse(parameters)));
                break;
            case 'h' or 'l' when parameters == "?1049":
                IsSecond = command == 'h';
                (_row, _column) = IsSecond ? (0, 0) : (_first.Count - 1, _first[^1].Length);
                break;
            case 'h' or 'l' when parameters == "?7":
                _wraps = command == 'h';
                break;
            case 'h' or 'l' when parameters == "?25":
                HasCursor = command == 'h';
                break;
        }
    }
}
