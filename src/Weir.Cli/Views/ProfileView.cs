using System.Globalization;
using Spectre.Console;
using Weir.Cli.Rendering;
using Weir.Flow;
using Weir.Training;

namespace Weir.Cli.Views;

/// <summary>Where the time of a step goes: a row for each module, and what that means as a whole.</summary>
internal static class ProfileView
{
    private const int BarWidth = 10;

    /// <summary>Widths from which on the kinds of layers have a column of their own, and then bars one.</summary>
    private const int WidthWithKinds = 100, WidthWithBars = 125;

    private static readonly StepPhase[] s_products = [StepPhase.Forward, StepPhase.BackwardData, StepPhase.BackwardWeights];

    /// <summary>Draws a profile.</summary>
    /// <param name="info">The run.</param>
    /// <param name="profile">What was measured.</param>
    /// <param name="width">Cells of a line.</param>
    public static IReadOnlyList<Line> Draw(RunInfo info, RunProfile profile, int width) =>
        Draw(info.Name, Numbers.Of(info.Batch, "sample"), Numbers.Of(info.Threads, "thread"), profile, width);

    /// <summary>Draws a profile of a run of a name, so many samples a batch and so many threads.</summary>
    public static IReadOnlyList<Line> Draw(string name, string batch, string threads, RunProfile profile, int width)
    {
        StepProfile steps = profile.Steps;
        // One unit for the whole table, so that columns can be compared at a glance.
        (double unit, string word) = steps.Step >= 0.01 ? (1e3, "ms") : (1e6, "µs");
        IReadOnlyList<Line> header = Items.Flow(
            [
                Line.Empty.Add(name, Palette.Strong),
                Line.Empty.Add($"a step of {batch} takes {Time(steps.Step)} {word}"),
                Line.Empty.Add(threads),
                Line.Empty.Add(profile.Peak is { } peak ? $"peak of multiply-adds {Numbers.Count(peak / 1e9)} GFLOP/s" : ""),
            ],
            " · ",
            width);
        double most = steps.Layers.Max(layer => layer.Total);
        bool kinds = width >= WidthWithKinds, bars = width >= WidthWithBars;
        List<Table.Column> columns = [new("layer", Right: false)];
        if (kinds)
            columns.Add(new("kind", Right: false));
        columns.AddRange([new("forward"), new("data"), new("weights"), new("update"), new("flow"), new("share")]);
        if (bars)
            columns.Add(new("", Right: false));
        if (kinds)
            columns.Add(new("GFLOP/s"));
        columns.AddRange([new("peak f"), new("d"), new("w")]);
        return [.. header, Line.Empty, .. Table.Draw(columns, [.. steps.Layers.Select(Row), Together()], width), Line.Empty,
            .. Words(profile, width, Time, word)];

        IReadOnlyList<Table.Cell> Row(LayerProfile layer)
        {
            double share = steps.Total > 0 ? layer.Total / steps.Total : 0;
            List<Table.Cell> cells = [layer.Path.Length == 0 ? layer.Kind : kinds ? layer.Path : $"{layer.Path} {layer.Kind}"];
            if (kinds)
                cells.Add(layer.Path.Length == 0 ? "" : layer.Kind);
            cells.AddRange(
            [
                Some(layer.Forward), layer.PassesOn || layer.BackwardData * unit >= 0.05 ? Some(layer.BackwardData) : "", layer.HasWeights
                    ? Some(layer.BackwardWeights) : "",
                layer.HasWeights ? Some(layer.Update) : "", Some(layer.Measuring),
                    new(Numbers.Percent(share), share >= 0.1 ? Palette.Strong : Style.Plain),
            ]);
            if (bars)
                cells.Add(new(Blocks.Bar(most > 0 ? layer.Total / most : null, BarWidth), Palette.Accent));
            double seconds = s_products.Sum(phase => layer.Rate(phase) is { } rate ? 2 * layer.MultiplyAdds / rate : 0);
            if (kinds)
                cells.Add(seconds > 0 ? Numbers.Count(2.0 * layer.MultiplyAdds * s_products.Count(phase => layer.Rate(phase) is not null)
                    / seconds / 1e9) : "");
            cells.AddRange(s_products.Select(phase =>
                new Table.Cell(layer.Rate(phase) / profile.Peak is { } part ? Numbers.Percent(part, 0) : "")));
            return cells;
        }

        IReadOnlyList<Table.Cell> Together()
        {
            List<Table.Cell> cells = [new("together", Palette.Strong)];
            if (kinds)
                cells.Add("");
            cells.AddRange(
            [
                Time(steps.Layers.Sum(layer => layer.Forward)), Time(steps.Layers.Sum(layer => layer.BackwardData)),
                    Time(steps.Layers.Sum(layer => layer.BackwardWeights)),
                Time(steps.Layers.Sum(layer => layer.Update)), Time(steps.Layers.Sum(layer => layer.Measuring)), "",
            ]);
            if (bars)
                cells.Add("");
            if (kinds)
                cells.Add(steps.ProductSeconds > 0 ? Numbers.Count(steps.ProductOperations / steps.ProductSeconds / 1e9) : "");
            return cells;
        }

        string Time(double seconds) => (seconds * unit).ToString(unit > 1e3 ? "0.0" : "0.00", CultureInfo.InvariantCulture);

        string Some(double seconds) => seconds > 0 ? Time(seconds) : "";
    }

    private static List<Line> Words(RunProfile profile, int width, Func<double, string> time, string word)
    {
        List<Line> lines =
        [
            .. Items.Wrap(
                $"Times are {word} of a step: forward; backward, of the signal (data) and of the weights, for a dense layer with their "
                    + "move; update; and what measuring the flow adds to a step. "
                + "Peak is the share of the machine's multiply-adds that a product reaches, forward (f), data (d) and weights (w).", width),
        ];
        if (profile.ProductEfficiency is { } efficiency && profile.Limit is { } limit)
        {
            lines.AddRange(Items.Wrap(
                $"Products take {Numbers.Percent(profile.ProductShare, 0)} of the step and reach {Numbers.Percent(efficiency, 0)} of the "
                    + $"machine's peak; if they reached it all, a step would take {time(limit)} {word}.", width));
        }

        if (profile.MeasuringCost is { } cost)
        {
            lines.AddRange(Items.Wrap(
                $"Measuring its flow makes a step {Numbers.Percent(Math.Max(0, cost))} longer; with "
                    + $"{Numbers.Percent(profile.SampledShare)} of the steps measured, as the recipe says, the run "
                    + $"{Numbers.Percent(Math.Max(0, cost) * profile.SampledShare)}.", width));
        }

        return lines;
    }
}
