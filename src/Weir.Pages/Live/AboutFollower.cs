namespace Weir.Pages;

/// <summary>
/// What is said of a run apart from its numbers, anew whenever its files have changed. The run is read and judged beside the stream, which
/// never waits for it: soon after a small file or the metrics have changed, and now and then while the trace grows, which no other file
/// tells of where another program writes it.
/// </summary>
/// <param name="directory">The run.</param>
/// <param name="time">The clock.</param>
internal sealed class AboutFollower(string directory, TimeProvider time)
{
    private static readonly string[] s_small = ["findings.json", "run.json", "facts.json", "metrics.jsonl"];
    private static readonly TimeSpan s_soon = TimeSpan.FromSeconds(0.5), s_grown = TimeSpan.FromSeconds(2);

    /// <summary>At most a tenth of the time goes into reading a run again.</summary>
    private const double Rest = 10;

    private (string Small, string Trace) _said = ("", ""), _asked;
    private Task<string?>? _reading;
    private DateTimeOffset _looked, _began;
    private TimeSpan _took;

    /// <summary>What is said of the run now, as one line of JSON, where it may have changed; null where there is nothing new.</summary>
    public async Task<string?> NextAsync()
    {
        if (_reading is { } reading)
        {
            if (!reading.IsCompleted)
                return null;
            _reading = null;
            _took = time.GetUtcNow() - _began;
            string? document = await reading.ConfigureAwait(false);
            // A file that was just being replaced is read again.
            if (document is not null)
                _said = _asked;
            return document;
        }

        DateTimeOffset now = time.GetUtcNow();
        if (now - _looked < s_soon || now - _began < Rest * _took)
            return null;
        _looked = now;
        // Before the files are read: what is written meanwhile is a change.
        (string Small, string Trace) found = (Signature(s_small), Signature([RunFiles.FlowName]));
        if (found == _said || (found.Small == _said.Small && now - _began < s_grown))
            return null;
        (_asked, _began) = (found, now);
        _reading = Task.Run(() => LiveDocument.About(directory));
        return null;
    }

    /// <summary>Changes whenever one of the files does.</summary>
    private string Signature(string[] names) => string.Join('|', names.Select(name => new FileInfo(Path.Combine(directory, name)))
        .Select(file => file.Exists ? $"{file.Length}:{file.LastWriteTimeUtc.Ticks}" : "-"));
}
