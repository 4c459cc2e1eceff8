using System.Text;
using Spectre.Console;
using Weir.Cli.Rendering;

namespace Weir.Cli.Live;

/// <summary>
/// The terminal's second screen, on which a picture is drawn again and again. Nothing there moves when the terminal is resized, as lines of
/// the first one do, and what stood before is back when it is left. It is entered at the first frame.
/// </summary>
/// <param name="console">The terminal.</param>
/// <param name="leaving">Puts it right when the program ends in between.</param>
internal sealed class LiveScreen(IAnsiConsole console, Leaving leaving) : IDisposable
{
    // The second screen, no cursor, and no breaking of lines at the edge: between two frames the terminal may have become narrower.
    private const string Enter = "\u001b[?1049h\u001b[?25l\u001b[?7l", Leave = "\u001b[?7h\u001b[?25h\u001b[?1049l";
    private const string Clear = "\u001b[2J", Home = "\u001b[H", EraseRest = "\u001b[K", EraseBelow = "\u001b[J";

    private readonly Lock _gate = new();
    private bool _entered;
    private bool _left;
    private (int Width, int Height) _size;

    /// <summary>Draws a frame over the one before.</summary>
    /// <param name="lines">The frame.</param>
    public void Draw(IReadOnlyList<Line> lines)
    {
        lock (_gate)
        {
            if (_left)
                return;
            Write(Frame(lines));
        }
    }

    /// <summary>Goes back to the first screen, for good.</summary>
    public void Dispose()
    {
        lock (_gate)
        {
            if (_entered && !_left)
                Write(Leave);
            _left = true;
            leaving.RestoreBy(null);
        }
    }

    private string Frame(IReadOnlyList<Line> lines)
    {
        (int Width, int Height) size = (console.Profile.Width, console.Profile.Height);
        StringBuilder text = new();
        if (!_entered)
        {
            text.Append(Enter);
            leaving.RestoreBy(Dispose);
        }

        // After a resize the terminal may have kept parts of what was there.
        if (!_entered || size != _size)
            text.Append(Clear);
        (_entered, _size) = (true, size);
        text.Append(Home);
        Line[] shown = [.. lines.SelectMany(line => line.Fold(size.Width, breaksWords: true)).Take(size.Height)];
        for (int i = 0; i < shown.Length; i++)
        {
            // What is typed, as ^C, is echoed behind a line.
            text.Append(console.ToAnsi(new Picture([shown[i]])).TrimEnd('\r', '\n')).Append(EraseRest);
            if (i < shown.Length - 1)
                text.Append("\r\n");
        }

        return text.Append(EraseBelow).ToString();
    }

    private void Write(string text)
    {
        console.Profile.Out.Writer.Write(text);
        console.Profile.Out.Writer.Flush();
    }
}
