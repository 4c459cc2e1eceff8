using System.Globalization;
using Spectre.Console;
using Weir.Cli.Commands;
using Weir.Cli.Rendering;

namespace Weir.Cli.Views;

/// <summary>Runs, a row each: when they were started, how they stand, how far they came, and their result.</summary>
internal static class RunListView
{
    /// <summary>Draws the list.</summary>
    /// <param name="runs">The runs, in the order of the list.</param>
    /// <param name="zone">In which times are told.</param>
    /// <param name="width">Cells of a line.</param>
    public static IReadOnlyList<Line> Draw(IReadOnlyList<RunFolder.Run> runs, TimeZoneInfo zone, int width) =>
    [
        .. Table.Draw(
            [new("run", Right: false), new("status", Right: false), new("started", Right: false), new("steps"),
                new("result", Right: false)],
            runs.Select(run => Row(run, zone)),
            width),
        Line.Empty,
        .. runs.Where(run => run.Fault is not null)
            .SelectMany(run => Items.Wrap($"{run.Name} cannot be read: {run.Fault}", width))
            .Select(line => Line.Empty.Add(line.ToString(), Palette.Bad)),
        .. Items.Flow([Line.Empty.AddWhole("weir show", Palette.Strong), Line.Empty.Add("shows the newest,", Palette.Quiet),
            Line.Empty.AddWhole("weir show NAME", Palette.Strong),
            Line.Empty.Add("the newest of a name", Palette.Quiet)], " ", width),
    ];

    private static IReadOnlyList<Table.Cell> Row(RunFolder.Run run, TimeZoneInfo zone)
    {
        string started = TimeZoneInfo.ConvertTime(run.Started, zone).ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);
        if (run.Record is not { } record)
            return [new(run.Name, Palette.Strong),
                run.Fault is null ? new("not known", Palette.Quiet) : new("damaged", Palette.Bad), started, Numbers.None, Numbers.None];
        (string word, Style? style) = RunStatus.Of(record, run.Directory);
        return
        [
            new(run.Name, Palette.Strong), new(word, style), started,
            Numbers.Step(record.Steps, record.TotalSteps), MetricsText.Result(record).ToString(),
        ];
    }
}
