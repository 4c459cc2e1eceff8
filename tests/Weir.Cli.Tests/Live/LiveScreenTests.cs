using Spectre.Console;
using Weir.Cli.Live;
using Weir.Cli.Rendering;
using Weir.Cli.Views;

namespace Weir.Cli.Tests.Live;

public class LiveScreenTests
{
    [Fact]
    public void After_each_resize_the_screen_shows_the_frame_of_that_size_and_nothing_else()
    {
        VirtualScreen screen = new(80, 24);
        IAnsiConsole console = Console(screen);
        using Leaving leaving = new();
        screen.Write("$ weir train digits-sigmoid-8\r\n");
        using (LiveScreen live = new(console, leaving))
        {
            foreach ((int width, int height) in new[] { (80, 24), (50, 20), (120, 40), (44, 12), (80, 24) })
            {
                screen.Resize(width, height);
                (console.Profile.Width, console.Profile.Height) = (width, height);
                IReadOnlyList<Line> frame = RunView.Draw(Make.Snapshot(9, 0.125) with { Findings = Make.Findings }, width - 1, height - 1);
                live.Draw(frame);
                live.Draw(frame);
                screen.Text.ShouldBe(Make.Text(frame).TrimEnd());
                screen.HasCursor.ShouldBeFalse();
            }
        }

        screen.IsSecond.ShouldBeFalse();
        screen.HasCursor.ShouldBeTrue();
        screen.Text.ShouldBe("$ weir train digits-sigmoid-8");
    }

    [Fact]
    public void A_frame_that_is_too_large_is_folded_and_cut_to_the_screen()
    {
        VirtualScreen screen = new(20, 3);
        using Leaving leaving = new();
        using LiveScreen live = new(Console(screen), leaving);
        live.Draw([Line.Empty.Add("one two three four five six"), Line.Empty.Add(new string('x', 30)), Line.Empty.Add("unseen")]);
        screen.Text.ShouldBe("one two three four\n  five six\nxxxxxxxxxxxxxxxxxxxx");
    }

    [Fact]
    public void The_terminal_is_put_right_when_the_program_is_left_in_between_and_stays_so()
    {
        VirtualScreen screen = new(40, 10);
        using Leaving leaving = new();
        LiveScreen live = new(Console(screen), leaving);
        live.Draw([Line.Empty.Add("a frame")]);
        screen.IsSecond.ShouldBeTrue();
        leaving.Abandon();
        screen.IsSecond.ShouldBeFalse();
        live.Draw([Line.Empty.Add("another frame")]);
        screen.IsSecond.ShouldBeFalse();
        screen.Text.ShouldBeEmpty();
    }

    [Fact]
    public void Work_that_fails_at_once_shows_no_picture()
    {
        using TestTerminal terminal = new();
        Should.Throw<CommandException>(() =>
            LiveLoop.Run(terminal.Terminal, Task.FromException(new CommandException("no")), (_, _) => [Line.Empty.Add("frame")]));
        terminal.Output.ShouldBeEmpty();
    }

    private static IAnsiConsole Console(VirtualScreen screen)
    {
        IAnsiConsole console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Ansi = AnsiSupport.Yes,
            ColorSystem = ColorSystemSupport.TrueColor,
            Interactive = InteractionSupport.No,
            Out = new AnsiConsoleOutput(screen),
        });
        (console.Profile.Width, console.Profile.Height) = (screen.Width, screen.Height);
        return console;
    }
}
