namespace Weir.Data;

/// <summary>Where a sample comes from, wherever it is dealt out to.</summary>
/// <param name="File">The file.</param>
/// <param name="Line">Its line in the file, or its row where the file has no lines, from 1; 0 where the file is the sample.</param>
public readonly record struct SampleOrigin(string File, long Line = 0)
{
    /// <summary>What it shares with others that stay together with it in one part, as a person; null for nothing.</summary>
    public string? Group { get; init; }

    /// <summary>
    /// The lines of its rows, the newest last, where it is a sequence of rows that have a target each; null where it has one target.
    /// </summary>
    public IReadOnlyList<long>? Rows { get; init; }

    /// <summary>Where the target at a place of it comes from.</summary>
    /// <param name="position">The place, from 0. A sequence that is shorter than a sample takes the last places.</param>
    /// <param name="positions">Places of a sample.</param>
    internal SampleOrigin At(int position, int positions) =>
        Rows is { } rows && rows.Count - positions + position is >= 0 and int row ? new SampleOrigin(File, rows[row]) : this;

    /// <summary>As in <c>churn.csv, line 12</c> and <c>roses/3.png</c>.</summary>
    public override string ToString() => Line > 0 ? TablePlace.Of(Path.GetFileName(File), Line)
        : Path.GetFileName(Path.GetDirectoryName(File)) is { Length: > 0 } folder ? $"{folder}/{Path.GetFileName(File)}" : File;
}
