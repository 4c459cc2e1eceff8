using System.Text.Json.Serialization;

namespace Weir.Data;

/// <summary>How the rows of a table that are of one thing make a sample together, as the readings of one recording.</summary>
/// <param name="Column">The column whose rows of one value are a sample.</param>
/// <param name="Rows">
/// Rows of a sample: of more the last count, and of fewer the first is repeated in front, so that the last place is always the newest row.
/// </param>
public sealed record TableSequence(string Column, int Rows)
{
    /// <summary>The column that the rows of a sequence are ordered by; null where they lie in order. Default null.</summary>
    public string? Time { get; init; }

    /// <summary>The columns that tell whose row one is, and when.</summary>
    [JsonIgnore]
    public IReadOnlyList<string> Names => [.. new[] { Column, Time }.OfType<string>()];

    /// <summary>What a request asks for does not go together; null where all is well, or nothing is asked for.</summary>
    /// <param name="request">The request.</param>
    internal static string? WrongIn(DataRequest request)
    {
        if (request.Sequence is not { } column)
            return request.RowTargets ? "'row-targets' is of the rows of a sequence; name in 'sequence' the column that tells sequences "
                + "apart" : null;
        if (request is { RowTargets: true, Split: RowSplit.Stratified })
            return "each row has a target of its own ('row-targets'); leave 'split: stratified' out";

        if (request.Window is not null)
        {
            return "'sequence' makes a sample of all rows of one value, and 'window' of some that follow one another; leave one of them "
                + "out";
        }

        string[] others = [.. new[] { request.Time, request.Group, request.TargetColumn }.OfType<string>(), .. request.MoreTargets ?? []];
        return others.Contains(column) || (request.Time is { } time && others.Skip(1).Contains(time))
            ? $"column '{(others.Contains(column) ? column : request.Time)}' cannot be 'sequence', 'time', 'group' and target at once; "
                + "each is a column of its own"
            : null;
    }

    /// <summary>Rows as a sample.</summary>
    /// <param name="rows">The entries of the rows in order, one row after the other; one row or more.</param>
    /// <param name="sample">Receives as many rows as a sample has.</param>
    /// <param name="width">Entries of a row.</param>
    internal static void Fill(ReadOnlySpan<float> rows, Span<float> sample, int width)
    {
        int missing = sample.Length - rows.Length;
        if (missing <= 0)
        {
            rows[^sample.Length..].CopyTo(sample);
            return;
        }

        for (int at = 0; at < missing; at += width)
            rows[..width].CopyTo(sample[at..]);
        rows.CopyTo(sample[missing..]);
    }

    /// <summary>What no run can have written; null where all is well.</summary>
    internal string? Wrong() => Rows < 1 || string.IsNullOrEmpty(Column) ? $"a sequence by the column '{Column}' has {Rows} rows" : null;
}
