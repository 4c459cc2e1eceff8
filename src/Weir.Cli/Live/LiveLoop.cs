using Weir.Cli.Rendering;

namespace Weir.Cli.Live;

/// <summary>Draws a picture again and again in place while work goes on.</summary>
internal static class LiveLoop
{
    /// <summary>From one frame to the next: ten frames a second are enough for the eye and nothing to the work.</summary>
    public static TimeSpan Pause { get; } = TimeSpan.FromMilliseconds(100);

    /// <summary>Draws until the work is done; the last frame stays.</summary>
    /// <param name="terminal">Where to draw.</param>
    /// <param name="work">What goes on; what it throws is thrown here.</param>
    /// <param name="draw">Draws a frame into a width and a height.</param>
    /// <param name="last">Draws the frame that stays; <paramref name="draw"/> unless told.</param>
    public static void Run(Terminal terminal, Task work,
        Func<int, int, IReadOnlyList<Line>> draw, Func<int, int, IReadOnlyList<Line>>? last = null)
    {
        using (LiveScreen screen = new(terminal.Out, terminal.Leaving))
        {
            // What fails at once needs no picture.
            while (Task.WaitAny([work], Pause) < 0)
            {
                if (draw(terminal.Width, terminal.Height) is { Count: > 0 } lines)
                    screen.Draw(lines);
            }
        }

        work.GetAwaiter().GetResult();
        terminal.Write((last ?? draw)(terminal.Width, terminal.Height));
    }
}
