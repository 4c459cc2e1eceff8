using Spectre.Console;
using Weir.Cli.Rendering;
using Weir.Training;

namespace Weir.Cli.Views;

/// <summary>How a run stands, in a word.</summary>
internal static class RunStatus
{
    /// <summary>The word, with its colour.</summary>
    /// <param name="record">What the run says of itself.</param>
    /// <param name="directory">Its directory: a run that says it is running may have been killed.</param>
    public static (string Word, Style? Style) Of(RunRecord record, string directory) => record.Status switch
    {
        "running" => RunDirectory.IsBeingWritten(directory) ? ("running", Palette.Accent) : ("killed", Palette.Warning),
        "finished" => ("finished", Palette.Good),
        "interrupted" => ("interrupted", Palette.Warning),
        "nonFinite" => ("not finite", Palette.Bad),
        var other => (other, Palette.Bad),
    };

    /// <summary>Where a run ended: steps that were made, and apart from them the one that was not finite.</summary>
    /// <param name="made">Steps made.</param>
    /// <param name="total">Steps in all.</param>
    /// <param name="failed">The step that was not finite; null where all were.</param>
    public static string Reached(long made, long total, long? failed) => failed is { } step
        ? $" in step {Numbers.Count(step)} · {Numbers.Step(made, total)} steps made" : $" at step {Numbers.Step(made, total)}";
}
