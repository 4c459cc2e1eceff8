using Weir.Cli.Rendering;
using Weir.Diagnosis;
using Weir.Flow;
using Weir.Nn;
using Weir.Training;

namespace Weir.Cli.Views;

/// <summary>A run on disk, as a page: what it is, its layers, its metrics, and its flow at the end and over time.</summary>
internal static class ShowView
{
    private const int MapHeight = 40;

    /// <summary>What the page tells of.</summary>
    /// <param name="Header">What the run is.</param>
    /// <param name="State">How far it came, in words.</param>
    /// <param name="Summary">The layers.</param>
    /// <param name="Epochs">The metrics.</param>
    /// <param name="Trace">The flow; null when it was not measured.</param>
    public sealed record Page(RunHeader Header, string State, Summary? Summary, IReadOnlyList<EpochMetrics> Epochs, Trace? Trace)
    {
        /// <summary>What is wrong with it, ranked; null where there is no flow to tell from.</summary>
        public IReadOnlyList<Finding>? Findings { get; init; }
    }

    /// <summary>Draws the page.</summary>
    public static IReadOnlyList<Line> Draw(Page page, int width)
    {
        List<Line> lines = [.. page.Header.Draw(width), .. Items.Wrap(page.State, width)];
        if (page.Summary is { } summary)
            Section("layers", SummaryView.Draw(summary, width));
        if (page.Findings is { } findings)
            Section("findings", findings.Count == 0 ? [FindingText.Count(findings)]
                : [.. FindingsView.Draw(findings, width, brief: true), .. FindingsView.Close(findings, width)]);
        if (page.Epochs.Count > 0)
        {
            EpochMetrics? best = page.Epochs.Aggregate((EpochMetrics?)null, (most, epoch) => epoch.IsBetterThan(most) ? epoch : most);
            Section("metrics", MetricsView.Draw(page.Epochs, best?.Epoch, width));
        }
        else
        {
            Section("metrics", [Line.Empty.Add("no epoch is complete yet", Palette.Quiet)]);
        }

        if (page.Trace is { Samples.Count: > 0 } trace)
        {
            FlowSample last = trace.Samples[^1];
            LogScale scale = LogScale.Over(FlowRow.Of(trace.Header, last).Select(row => row.Delta));
            Section($"flow at step {Numbers.Count(last.Step)}", FlowView.Whole(trace.Header, last, scale, width));
            if (trace.Samples.Count > 1)
                Section("flow over the run", HeatMapView.Draw(trace, width, MapHeight));
        }
        else
        {
            Section("flow", [Line.Empty.Add("it was not measured", Palette.Quiet)]);
        }

        return lines;

        void Section(string title, IReadOnlyList<Line> content) =>
            lines.AddRange([Line.Empty, Line.Empty.Add("── ", Palette.Quiet).Add(title, Palette.Strong)
                .Add(" " + new string('─', Math.Max(0, Math.Min(width, 100) - title.Length - 4)), Palette.Quiet), .. content]);
    }
}
