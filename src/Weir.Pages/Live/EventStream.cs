using System.Text;
using Microsoft.AspNetCore.Http;

namespace Weir.Pages;

/// <summary>
/// What happens in a run, as server-sent events: lines of its trace and metrics as they are written, and the rest of the page's document
/// when it has changed. Each event carries a cursor, from which a page goes on after a break, so that nothing is fetched twice.
/// </summary>
internal sealed class EventStream(string directory, WatchOptions options)
{
    private const string Form = "text/event-stream", Gone = "event: gone\ndata:\n\n";

    private static readonly TimeSpan s_beat = TimeSpan.FromSeconds(15);

    /// <summary>A place in the files of a run: bytes of the trace and of the metrics.</summary>
    internal readonly record struct Cursor(long Flow, long Metrics)
    {
        public override string ToString() => $"{Flow}-{Metrics}";

        /// <summary>Reads a cursor; the start where it is none.</summary>
        public static Cursor Parse(string? text)
        {
            string[] parts = (text ?? "").Split('-');
            return parts.Length == 2 && long.TryParse(parts[0], out long flow) && long.TryParse(parts[1], out long metrics) && flow >= 0
                && metrics >= 0 ? new Cursor(flow, metrics) : default;
        }
    }

    /// <summary>Writes events until the page goes away.</summary>
    /// <param name="response">Where to.</param>
    /// <param name="from">Where the page stands.</param>
    /// <param name="cancel">Ends it.</param>
    public async Task WriteAsync(HttpResponse response, Cursor from, CancellationToken cancel)
    {
        response.ContentType = Form;
        FileFollower flow = new(Path.Combine(directory, RunFiles.FlowName), from.Flow),
            metrics = new(Path.Combine(directory, "metrics.jsonl"), from.Metrics);
        AboutFollower about = new(directory, options.Time);
        DateTimeOffset spoke = options.Time.GetUtcNow();
        using PeriodicTimer timer = new(options.Interval, options.Time);
        await response.StartAsync(cancel).ConfigureAwait(false);
        do
        {
            StringBuilder text = new();
            IReadOnlyList<string> samples;
            do
            {
                samples = flow.Next();
                foreach (string line in samples)
                    Append(text, "sample", line);
                foreach (string line in metrics.Next())
                    Append(text, "epoch", line);
                if (samples.Count > 0 || text.Length > 0)
                    text.Append($"id: {new Cursor(flow.Position, metrics.Position)}\nevent: cursor\ndata:\n\n");
                if (text.Length > 0)
                    await FlushAsync().ConfigureAwait(false);
            }
            while (samples.Count > 0);
            // A folder that is no longer there will not be written to again: the page keeps what it has.
            bool isGone = !Directory.Exists(directory);
            if (isGone || flow.WasCut || metrics.WasCut)
            {
                await response.WriteAsync(isGone ? Gone : "event: cut\ndata:\n\n", cancel).ConfigureAwait(false);
                return;
            }

            if (await about.NextAsync().ConfigureAwait(false) is { } document)
                Append(text, "about", document);
            if (text.Length == 0 && options.Time.GetUtcNow() - spoke >= s_beat)
                text.Append(": still here\n\n");
            if (text.Length > 0)
                await FlushAsync().ConfigureAwait(false);

            async Task FlushAsync()
            {
                await response.WriteAsync(text.ToString(), cancel).ConfigureAwait(false);
                await response.Body.FlushAsync(cancel).ConfigureAwait(false);
                text.Clear();
                spoke = options.Time.GetUtcNow();
            }
        }
        while (await timer.WaitForNextTickAsync(cancel).ConfigureAwait(false));
    }

    /// <summary>Says that there is no such run, or no longer: a page that has followed one asks no more.</summary>
    /// <param name="response">Where to.</param>
    /// <param name="cancel">Ends it.</param>
    public static async Task WriteGoneAsync(HttpResponse response, CancellationToken cancel)
    {
        response.ContentType = Form;
        await response.WriteAsync(Gone, cancel).ConfigureAwait(false);
    }

    private static void Append(StringBuilder text, string name, string data) => text.Append("event: ").Append(name).Append("\ndata: ")
        .Append(data).Append("\n\n");
}
