using System.Text.Json.Serialization;

namespace Weir.Data;

/// <summary>How rows of a table that follow one another make a sample, for forecasting.</summary>
/// <param name="Rows">Rows of a sample.</param>
/// <param name="Horizon">How many rows after the last of them the target stands.</param>
public sealed record TableWindow(int Rows, int Horizon)
{
    /// <summary>The column that rows are ordered by; null where they lie in order. Default null.</summary>
    public string? Time { get; init; }

    /// <summary>The column whose rows of one value are a sequence of their own; null where all rows are one. Default null.</summary>
    public string? Group { get; init; }

    /// <summary>The columns that tell whose row one is, and when.</summary>
    [JsonIgnore]
    public IReadOnlyList<string> Names => [.. new[] { Group, Time }.OfType<string>()];

    /// <summary>What a request asks for; null where each row is a sample.</summary>
    /// <param name="request">The request.</param>
    internal static TableWindow? Of(DataRequest request) => request.Window is { } rows
        ? new TableWindow(rows, request.Horizon ?? 1) { Time = request.Time, Group = request.Group } : null;

    /// <summary>What no run can have written; null where all is well.</summary>
    internal string? Wrong() => Rows < 1 || Horizon < 1 ? $"a window has {Rows} rows, and its target stands {Horizon} rows after it" : null;
}
