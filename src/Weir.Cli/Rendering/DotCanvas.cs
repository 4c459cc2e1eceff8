namespace Weir.Cli.Rendering;

/// <summary>A grid of dots that is written in Braille characters: each cell of the terminal is two dots wide and four high.</summary>
/// <param name="width">Cells across.</param>
/// <param name="height">Cells up.</param>
internal sealed class DotCanvas(int width, int height)
{
    /// <summary>Dots of a cell across.</summary>
    public const int Across = 2;

    /// <summary>Dots of a cell up.</summary>
    public const int Up = 4;

    private const char Blank = '\u2800';

    // Unicode numbers the first three rows column by column; the fourth was added later.
    private static readonly int[,] s_bits = { { 0x01, 0x08 }, { 0x02, 0x10 }, { 0x04, 0x20 }, { 0x40, 0x80 } };

    private readonly int[,] _cells = new int[height, width];

    /// <summary>Sets a dot; one outside is left out.</summary>
    /// <param name="x">From the left, from 0.</param>
    /// <param name="y">From the bottom, from 0.</param>
    public void Set(int x, int y)
    {
        if (x < 0 || x >= width * Across || y < 0 || y >= height * Up)
            return;
        int down = (height * Up) - 1 - y;
        _cells[down / Up, x / Across] |= s_bits[down % Up, x % Across];
    }

    /// <summary>Sets the dots of a straight line, both ends included.</summary>
    public void Connect(int fromX, int fromY, int toX, int toY)
    {
        int steps = Math.Max(Math.Abs(toX - fromX), Math.Abs(toY - fromY));
        for (int i = 0; i <= steps; i++)
        {
            double part = steps == 0 ? 0 : (double)i / steps;
            Set((int)Math.Round(fromX + (part * (toX - fromX))), (int)Math.Round(fromY + (part * (toY - fromY))));
        }
    }

    /// <summary>What is written in a cell: a Braille character, or a blank where no dot is set.</summary>
    /// <param name="row">From the top, from 0.</param>
    /// <param name="column">From the left, from 0.</param>
    public char Cell(int row, int column) => _cells[row, column] == 0 ? ' ' : (char)(Blank + _cells[row, column]);
}
