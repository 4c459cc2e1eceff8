namespace Weir.Data;

/// <summary>One row of numbers per sample, for regression; or one for each position of a sample that is a sequence.</summary>
/// <param name="Values">The rows one after the other. Of several positions the numbers of one that is not known are NaN, all of them: it
/// counts for nothing.</param>
/// <param name="Width">How many numbers a sample has, those of all of its positions.</param>
public sealed record ValueTargets(float[] Values, int Width = 1) : Targets
{
    /// <summary>How many numbers a position has.</summary>
    public int PositionWidth => Width / Positions;

    /// <summary>The names of the numbers of a position, as of columns; null where they have none. Default null.</summary>
    public IReadOnlyList<string>? Names { get; init; }

    /// <summary>
    /// What was last known of each value when it had to be told, as in the last row of a window, in the unit of the data whatever becomes
    /// of <see cref="Values"/>; as many. Null where samples show no past of their targets. Default null.
    /// </summary>
    public float[]? LastKnown { get; init; }

    /// <inheritdoc/>
    public override int Count => Width > 0 ? Values.Length / Width : 0;

    /// <summary>The values that count: all, but those of positions that are not known.</summary>
    internal ReadOnlySpan<float> Known => Positions == 1 || !Values.Contains(float.NaN) ? Values
        : Array.FindAll(Values, value => !float.IsNaN(value));

    /// <inheritdoc/>
    internal override IEnumerable<Array> Arrays => LastKnown is null ? [Values] : [Values, LastKnown];

    /// <inheritdoc/>
    public override ValueTargets Select(ReadOnlySpan<int> indices) =>
        this with { Values = Rows(Values, indices), LastKnown = LastKnown is null ? null : Rows(LastKnown, indices) };

    /// <inheritdoc/>
    public override ValueTargets Slice(int start, int count) =>
        this with
        {
            Values = Values.AsSpan(start * Width, count * Width).ToArray(),
            LastKnown = LastKnown?.AsSpan(start * Width, count * Width).ToArray(),
        };

    /// <inheritdoc/>
    internal override void Check(string name)
    {
        if (Width < 1)
            throw new DataException($"{name}: target width {Width} was given; it is 1 or more");
        if (Positions < 1 || Width % Positions != 0)
            throw new DataException($"{name}: {Width} target values do not fill {Positions} positions; each has as many as the others");
        if (Values.Length % Width != 0)
            throw new DataException($"{name}: {Values.Length} target values do not fill rows of {Width}");
        if (LastKnown is not null && LastKnown.Length != Values.Length)
            throw new DataException($"{name}: {LastKnown.Length} last known values were given for {Values.Length} target values");
        for (int i = 0, width = PositionWidth; Positions > 1 && width > 1 && i < Values.Length; i += width)
        {
            if (Values.AsSpan(i, width).Contains(float.NaN) && Values.AsSpan(i, width).ContainsAnyExcept(float.NaN))
                throw new DataException($"{name}: of the target values of position {i / width} some are NaN; those of a position are known "
                    + "all or not at all");
        }
    }

    private float[] Rows(float[] from, ReadOnlySpan<int> indices)
    {
        float[] rows = new float[indices.Length * Width];
        for (int i = 0; i < indices.Length; i++)
            from.AsSpan(indices[i] * Width, Width).CopyTo(rows.AsSpan(i * Width));
        return rows;
    }
}
