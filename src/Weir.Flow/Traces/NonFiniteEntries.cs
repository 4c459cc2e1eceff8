using System.Globalization;
using Weir.Tensors;

namespace Weir.Flow;

/// <summary>Where a tensor of a step holds numbers that are not finite.</summary>
/// <param name="Shape">The tensor's shape, samples first.</param>
/// <param name="Count">How many of its entries are not finite.</param>
/// <param name="Rows">The first of the rows (entries of the first axis, from 0) that hold one, up to <see cref="MostRows"/>.</param>
/// <param name="RowCount">How many rows hold one.</param>
public sealed record NonFiniteEntries(IReadOnlyList<int> Shape, long Count, IReadOnlyList<int> Rows, int RowCount)
{
    /// <summary>Rows that are named; of more only their number is known.</summary>
    public const int MostRows = 8;

    /// <summary>The numbers that the samples of <see cref="Rows"/> have in their set; null where that is not known.</summary>
    public IReadOnlyList<int>? Samples { get; init; }

    /// <summary>Looks for them: one pass over a tensor whose measures have said that there are some.</summary>
    /// <param name="tensor">The tensor.</param>
    /// <returns>Null where all entries are finite.</returns>
    internal static NonFiniteEntries? Of(Tensor tensor)
    {
        int size = tensor.Shape.Size, rows = tensor.Shape.Rank == 0 ? 1 : tensor.Shape[0];
        if (size == 0)
            return null;
        ReadOnlySpan<float> entries = tensor.Node.Storage.Span(size);
        List<int> named = [];
        int width = size / rows, count = 0;
        long found = 0;
        for (int row = 0; row < rows; row++)
        {
            long here = 0;
            foreach (float entry in entries.Slice(row * width, width))
                here += float.IsFinite(entry) ? 0 : 1;
            if (here == 0)
                continue;
            found += here;
            if (++count <= MostRows)
                named.Add(row);
        }

        return found == 0 ? null : new NonFiniteEntries(tensor.Shape.ToArray(), found, named, count);
    }

    /// <summary>The same with the numbers that the rows' samples have in their set, where a row is a sample.</summary>
    /// <param name="samples">The number of each sample of the batch.</param>
    internal NonFiniteEntries Named(ReadOnlySpan<int> samples)
    {
        if (Shape.Count == 0 || Shape[0] != samples.Length)
            return this;
        List<int> numbers = [];
        foreach (int row in Rows)
            numbers.Add(samples[row]);
        return this with { Samples = numbers };
    }

    /// <summary>It in words, as <c>3 of 2,048 entries (32 × 64), in rows 4 and 9 of the batch, which are samples 112 and 387</c>.</summary>
    public override string ToString()
    {
        long size = Shape.Aggregate(1L, (product, length) => product * length);
        string entries = Count == size ? $"all of {Number(size)} entries" : $"{Number(Count)} of {Number(size)} entries";
        string shape = Shape.Count == 0 ? "" : $" ({string.Join(" × ", Shape.Select(length => Number(length)))})";
        if (Shape.Count == 0)
            return entries;
        string rows = RowCount == Shape[0] ? RowCount == 1 ? ", in the batch's one row" : ", in every row of the batch"
            : $", in row{(RowCount == 1 ? "" : "s")} {List(Rows)} of the batch";
        string samples = Samples is null || RowCount == Shape[0] ? ""
            : $", which {(RowCount == 1 ? "is sample" : "are samples")} {List(Samples)}";
        return $"{entries}{shape}{rows}{samples}";
    }

    private string List(IReadOnlyList<int> numbers)
    {
        string[] texts = [.. numbers.Select(number => Number(number))];
        if (RowCount > texts.Length)
            return $"{string.Join(", ", texts)} and {Number(RowCount - texts.Length)} more";
        return texts.Length == 1 ? texts[0] : $"{string.Join(", ", texts[..^1])} and {texts[^1]}";
    }

    private static string Number(long number) => number.ToString("n0", CultureInfo.InvariantCulture);
}
