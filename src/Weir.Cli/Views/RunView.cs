using Weir.Cli.Live;
using Weir.Cli.Rendering;

namespace Weir.Cli.Views;

/// <summary>A frame of the live view: what runs, how far it is, the loss, and the flow through the layers.</summary>
internal static class RunView
{
    /// <summary>What is said once the run was asked to stop.</summary>
    public const string Stopping = "stopping: the step is finished and kept; Ctrl-C again ends at once";

    private const string Gap = "   ";

    /// <summary>Draws a frame.</summary>
    /// <param name="run">The run at one moment.</param>
    /// <param name="width">Cells of a line.</param>
    /// <param name="height">Most lines.</param>
    public static IReadOnlyList<Line> Draw(RunSnapshot run, int width, int height)
    {
        List<Line> lines = [.. run.Header.Draw(width), .. run.IsPretraining ? Pretraining(run, width) : Progress(run, width),
            .. Curve(run, width), .. Page(run.Page, width)];
        int room = height - lines.Count;
        // Findings take a third of the picture at most; the flow is folded for them, to no less than four lines.
        IReadOnlyList<Line> findings = FindingsPanel.Draw(run.Findings, width, Math.Min((height - 2) / 3, room - 6));
        int taken = findings.Count == 0 ? 0 : findings.Count + 1;
        if (run is { Sample: { } sample, Layers: { } layers })
            lines.AddRange([Line.Empty, .. FlowView.Draw(layers, sample, run.Scale, width, Math.Max(4, room - taken - 1))]);
        if (findings.Count > 0)
            lines.AddRange([Line.Empty, .. findings]);
        return lines;
    }

    /// <summary>Draws a frame while data are read and the network is built.</summary>
    /// <param name="name">What the run is called.</param>
    /// <param name="elapsed">How long it has taken.</param>
    /// <param name="width">Cells of a line.</param>
    public static IReadOnlyList<Line> Waiting(string name, TimeSpan elapsed, int width) => Items.Flow(
        [Line.Empty.Add(name, Palette.Strong), Line.Empty.Add("reading data…"), Line.Empty.Add(Numbers.Clock(elapsed), Palette.Quiet)],
            " · ", width);

    /// <summary>Which layer learns to tell of its input.</summary>
    private static IReadOnlyList<Line> Pretraining(RunSnapshot run, int width) => Items.Flow(
        run.Pretrained is { } last
            ? [Line.Empty.Add($"pre-training layer {last.Number + 1} of {last.Count}"),
                Line.Empty.Add($"error of layer {last.Number} {Numbers.Loss(last.Errors[0])} → {Numbers.Loss(last.Errors[^1])}")]
            : [Line.Empty.Add("pre-training layer 1")],
        Gap,
        width);

    /// <summary>Epoch, bar, share, step, pace, time passed and left.</summary>
    public static IReadOnlyList<Line> Progress(RunSnapshot run, int width)
    {
        double part = run.TotalSteps == 0 ? 1 : (double)run.Progress.Step / run.TotalSteps;
        Line epoch = Line.Empty.Add("epoch ").Add($"{Math.Max(1, run.Progress.Epoch)}/{run.Epochs}", Palette.Strong).Add(" ");
        Line share = Line.Empty.Add($" {100 * part,3:0} %");
        double pace = run.Progress.StepsPerSecond;
        Line step = Line.Empty.Add(run.Progress.Step == 0 && run.Result is null ? "first step…"
            : $"step {Numbers.Count(run.Progress.Step)}");
        Line rate = Line.Empty.Add(pace > 0 ? $"{Numbers.Count(pace)} steps/s" : "");
        Line samples = Line.Empty.Add(pace > 0 && run.Batch > 0 ? $"{Numbers.Count(pace * run.Batch)} samples/s" : "");
        Line elapsed = Line.Empty.Add(run.Result is null ? Numbers.Clock(run.Elapsed) : Numbers.Duration(run.Elapsed));
        Line left = Line.Empty.Add(run.Progress.Left is { } time && run.Result is null ? $"{Numbers.Clock(time)} left" : "");
        Line stopping = Line.Empty.Add(run.IsStopping ? Stopping : "",
            Palette.Warning);
        int others = epoch.Width + share.Width + (3 * Gap.Length) + Math.Max(9, left.Width) + Math.Max(15, rate.Width)
            + Math.Max(14, step.Width) + Gap.Length + elapsed.Width;
        int bar = Math.Clamp(width - others, 12, 40);
        (string done, string open) = Blocks.Progress(part, bar);
        Line first = Line.Empty.Add(epoch).Add(done, Palette.Accent).Add(open, Palette.Quiet).Add(share);
        return Items.Flow([first, step, rate, samples, elapsed, left, stopping], Gap, width);
    }

    /// <summary>Where the live page is: whole, so that it can be opened, on more lines where it does not fit on one.</summary>
    private static IReadOnlyList<Line> Page(string? address, int width)
    {
        if (address is null)
            return [];
        string whole = $"live page {address}";
        IEnumerable<string> lines = whole.Length <= width ? [whole] : address.Chunk(width).Select(part => new string(part));
        return [.. lines.Select(line => Line.Empty.Add(line, Palette.Quiet))];
    }

    /// <summary>The loss with its curve, the validation and the rate.</summary>
    public static IReadOnlyList<Line> Curve(RunSnapshot run, int width) => Items.Flow(
        [
            Line.Empty.Add("loss ").Add(run.Progress.Step == 0 ? Numbers.None : Numbers.Loss(run.Progress.Loss), Palette.Strong).Add(" ")
                .Add(Blocks.Sparkline(run.Losses, width >= 72 ? 24 : 16), Palette.Accent),
            MetricsText.Validation(run.Epoch),
            MetricsText.ValidationLoss(run.Epoch),
            Line.Empty.Add(run.Progress.Step == 0 ? "" : $"rate {Numbers.Plain(run.Progress.Rate)}"),
        ],
        Gap,
        width);
}
