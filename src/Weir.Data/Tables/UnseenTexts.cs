namespace Weir.Data;

/// <summary>
/// Texts of categories that training has not, which count as none of its texts: where a table has many of them, as yes and no for Y and N,
/// what is predicted of it is worth little.
/// </summary>
internal sealed class UnseenTexts
{
    private readonly Dictionary<string, (long Count, string First)> _seen = new(StringComparer.Ordinal);

    /// <summary>Notes one.</summary>
    /// <param name="column">Its column.</param>
    /// <param name="text">The text.</param>
    public void See(string column, string text) =>
        _seen[column] = _seen.TryGetValue(column, out (long Count, string First) known) ? (known.Count + 1, known.First) : (1, text);

    /// <summary>A sentence for each column that has such texts.</summary>
    /// <param name="rows">How many rows were read.</param>
    public IReadOnlyList<string> Told(long rows) => [.. _seen.Select(entry => $"column '{entry.Key}': {entry.Value.Count} of {rows} cells "
        + $"hold a text that training has not, as '{entry.Value.First}', and count as none of its texts")];
}
