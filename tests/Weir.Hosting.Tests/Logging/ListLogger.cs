using Microsoft.Extensions.Logging;

namespace Weir.Hosting.Tests.Logging;

/// <summary>Keeps what is logged.</summary>
internal sealed class ListLogger(LogLevel least = LogLevel.Trace) : ILogger
{
    private readonly Lock _gate = new();
    private readonly List<Entry> _entries = [];

    public IReadOnlyList<Entry> Entries
    {
        get
        {
            lock (_gate)
                return [.. _entries];
        }
    }

    public IReadOnlyList<Entry> Of(int id) => [.. Entries.Where(entry => entry.Id == id)];

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => logLevel >= least && logLevel != LogLevel.None;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception,
        Func<TState, Exception?, string> formatter)
    {
        Dictionary<string, object?> values = ((IReadOnlyList<KeyValuePair<string, object?>>)state!).ToDictionary();
        lock (_gate)
            _entries.Add(new Entry(eventId.Id, logLevel, formatter(state, exception), values));
    }

    internal sealed record Entry(int Id, LogLevel Level, string Text, IReadOnlyDictionary<string, object?> Values);
}
