using Weir.Cli.Live;
using Weir.Cli.Rendering;

namespace Weir.Cli.Views;

/// <summary>A frame of the live view: what runs, how far it is, the loss, and the flow through the layers.</summary>
internal static class RunView
{
    private const string Gap = "   ";

    /// <summary>Draws a frame.</summary>
    /// <param name="run">The run at one moment.</param>
    /// <param name="width">Cells of a line.</param>
    /// <param name="height">Most lines.</param>
    public static IReadOnlyList<Line> Draw(RunSnapshot run, int width, int height)
    {
        List<Line> lines = [.. run.Header.Draw(width), .. run.IsPretraining ? Pretraining(run, width) : Progress(run, width), .. Curve(run, width)];
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

    /// <summary>Which layer learns to tell of its input.</summary>
    private static IReadOnlyList<Line> Pretraining(RunSnapshot run, int width) => Items.Flow(
        run.Pretrained is { } last
            ? [Line.Empty.Add($"pre-training layer {last.Number + 1} of {last.Count}"), Line.Empty.Add($"error of layer {last.Number} {Numbers.Loss(last.Errors[0])} → {Numbers.Loss(last.Errors[^1])}")]
            : [Line.Empty.Add("pre-training layer 1")],
        Gap,
        width);

    /// <summary>Epoch, bar, share, step, rate and time left.</summary>
    public static IReadOnlyList<Line> Progress(RunSnapshot run, int width)
    {
        double part = run.TotalSteps == 0 ? 1 : (double)run.Progress.Step / run.TotalSteps;
        Line epoch = Line.Empty.Add("epoch ").Add($"{Math.Max(1, run.Progress.Epoch)}/{run.Epochs}", Palette.Strong).Add(" ");
        Line share = Line.Empty.Add($" {100 * part,3:0} %");
        Line left = Line.Empty.Add(run.Progress.Left is { } time ? $"{Numbers.Clock(time)} left" : run.Result is null ? "" : Numbers.Duration(run.Result.Elapsed));
        Line rate = Line.Empty.Add(run.Progress.StepsPerSecond > 0 ? $"{Numbers.Count(run.Progress.StepsPerSecond)} steps/s" : "");
        Line step = Line.Empty.Add($"step {Numbers.Count(run.Progress.Step)}");
        int others = epoch.Width + share.Width + (3 * Gap.Length) + Math.Max(9, left.Width) + Math.Max(15, rate.Width) + Math.Max(14, step.Width);
        int bar = Math.Clamp(width - others, 12, 40);
        (string done, string open) = Blocks.Progress(part, bar);
        Line first = Line.Empty.Add(epoch).Add(done, Palette.Accent).Add(open, Palette.Quiet).Add(share);
        return Items.Flow([first, step, rate, left], Gap, width);
    }

    /// <summary>The loss with its curve, the validation and the rate.</summary>
    public static IReadOnlyList<Line> Curve(RunSnapshot run, int width) => Items.Flow(
        [
            Line.Empty.Add("loss ").Add(run.Progress.Step == 0 ? Numbers.None : Numbers.Loss(run.Progress.Loss), Palette.Strong).Add(" ").Add(Blocks.Sparkline(run.Losses, width >= 72 ? 24 : 16), Palette.Accent),
            MetricsText.Validation(run.Epoch),
            Line.Empty.Add(run.Progress.Step == 0 ? "" : $"rate {Numbers.Plain(run.Progress.Rate)}"),
        ],
        Gap,
        width);
}
