namespace Weir.Tensors.Backends;

public sealed partial class ReferenceBackend
{
    internal override void Gather(Storage table, ReadOnlySpan<int> rows, Storage y, int width)
    {
        for (int i = 0; i < rows.Length; i++)
        {
            for (int j = 0; j < width; j++)
                y.Span(rows.Length * width)[(i * width) + j] = table.Span((rows[i] + 1) * width)[(rows[i] * width) + j];
        }
    }

    internal override void Scatter(Storage x, ReadOnlySpan<int> rows, Storage table, int width)
    {
        for (int i = 0; i < rows.Length; i++)
        {
            for (int j = 0; j < width; j++)
                table.Span((rows[i] + 1) * width)[(rows[i] * width) + j] += x.Span(rows.Length * width)[(i * width) + j];
        }
    }

    internal override void CopyRows(Storage source, int sourceStart, int sourceStride, Storage target, int targetStart, int targetStride,
        int rows, int width, bool accumulate)
    {
        for (int row = 0; row < rows; row++)
        {
            for (int j = 0; j < width; j++)
            {
                int from = sourceStart + (row * sourceStride) + j, to = targetStart + (row * targetStride) + j;
                Put(target.Span(to + 1), to, source.Span(from + 1)[from], accumulate);
            }
        }
    }

    internal override void Permute(Storage x, Shape shape, ReadOnlySpan<int> order, Storage y, bool accumulate)
    {
        Span<int> at = stackalloc int[shape.Rank];
        for (int i = 0; i < shape.Size; i++)
        {
            int rest = i;
            for (int axis = shape.Rank - 1; axis >= 0; axis--)
            {
                at[axis] = rest % shape[axis];
                rest /= shape[axis];
            }

            int to = 0;
            foreach (int axis in order)
                to = (to * shape[axis]) + at[axis];
            Put(y.Span(shape.Size), to, x.Span(shape.Size)[i], accumulate);
        }
    }
}
