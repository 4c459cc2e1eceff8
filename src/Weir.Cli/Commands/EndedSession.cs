using Weir.Cli.Rendering;
using Weir.Cli.Views;
using Weir.Tensors;
using Weir.Training;

namespace Weir.Cli.Commands;

/// <summary>Tells of a run that is over where its data, which would be needed to go on, is not there or is other data.</summary>
internal static class EndedSession
{
    /// <summary>Goes on with a run, or tells how it ended.</summary>
    /// <param name="terminal">Where to tell it.</param>
    /// <param name="directory">The run directory.</param>
    /// <param name="goOn">Goes on with it.</param>
    /// <returns>The exit code.</returns>
    public static int Or(Terminal terminal, string directory, Func<int> goOn)
    {
        try
        {
            return goOn();
        }
        catch (WeirException error) when (EndedRun.IsOfData(error) && EndedRun.Of(directory) is not null)
        {
            EndedRun run = EndedRun.Of(directory)!;
            terminal.Report("the run is over: this is how it ended, and nothing is written");
            terminal.Report($"its data is not what it was, and is not needed any longer: {error.Message}");
            terminal.Write([Line.Empty, .. ResultView.Draw(run, terminal.Width)]);
            return ExitCodes.Success;
        }
    }
}
