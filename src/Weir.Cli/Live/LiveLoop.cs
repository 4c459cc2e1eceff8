using Spectre.Console;
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
    public static void Run(Terminal terminal, Task work, Func<int, int, IReadOnlyList<Line>> draw)
    {
        terminal.Out.Live(new Picture([])).AutoClear(false).Overflow(VerticalOverflow.Crop).Start(context =>
        {
            bool done;
            do
            {
                done = Task.WaitAny([work], Pause) >= 0;
                IReadOnlyList<Line> lines = draw(terminal.Width, terminal.Height);
                if (lines.Count > 0)
                    context.UpdateTarget(new Picture(lines) { ErasesLineEnds = true });
            }
            while (!done);
        });
        work.GetAwaiter().GetResult();
    }
}
