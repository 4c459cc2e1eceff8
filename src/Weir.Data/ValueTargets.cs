namespace Weir.Data;

/// <summary>One row of numbers per sample, for regression.</summary>
/// <param name="Values">The rows one after the other.</param>
/// <param name="Width">How many numbers a row has.</param>
public sealed record ValueTargets(float[] Values, int Width = 1) : Targets
{
    /// <summary>The names of the numbers of a row, as of columns; null where they have none. Default null.</summary>
    public IReadOnlyList<string>? Names { get; init; }

    /// <inheritdoc/>
    public override int Count => Width > 0 ? Values.Length / Width : 0;

    /// <inheritdoc/>
    public override ValueTargets Select(ReadOnlySpan<int> indices)
    {
        float[] values = new float[indices.Length * Width];
        for (int i = 0; i < indices.Length; i++)
            Values.AsSpan(indices[i] * Width, Width).CopyTo(values.AsSpan(i * Width));
        return this with { Values = values };
    }

    /// <inheritdoc/>
    public override ValueTargets Slice(int start, int count) =>
        this with { Values = Values.AsSpan(start * Width, count * Width).ToArray() };

    /// <inheritdoc/>
    internal override void Check(string name)
    {
        if (Width < 1)
            throw new DataException($"{name}: target width {Width} was given; it is 1 or more");
        if (Values.Length % Width != 0)
            throw new DataException($"{name}: {Values.Length} target values do not fill rows of {Width}");
    }
}
