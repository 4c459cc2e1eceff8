using System.Numerics.Tensors;
using Weir.Tensors.Backends.Simd;

namespace Weir.Tensors.Backends;

internal sealed unsafe partial class SimdBackend<TSimd, TVector>
{
    /// <summary>
    /// The side of the square of entries that a transposition works on: 16×16 numbers of both matrices are 32 cache lines, well within L1.
    /// </summary>
    private const int Tile = 16;

    internal override void Load(ReadOnlySpan<float> values, Storage target)
    {
        using KeptAlive alive = new(target);
        // A batch comes from afar, so half the usual work is worth a thread; and each then has near it what its rows of the next product
        // read.
        int parts = Parts(2L * values.Length);
        fixed (float* source = values)
            Team.Run(new LoadJob(source, target.Pointer, values.Length, parts), parts);
    }

    internal override void Gather(Storage table, ReadOnlySpan<int> rows, Storage y, int width)
    {
        using KeptAlive alive = new(table, y);
        for (int i = 0; i < rows.Length; i++)
            new Span<float>(table.Pointer + ((nint)rows[i] * width), width).CopyTo(new Span<float>(y.Pointer + ((nint)i * width), width));
    }

    internal override void Scatter(Storage x, ReadOnlySpan<int> rows, Storage table, int width)
    {
        using KeptAlive alive = new(x, table);
        for (int i = 0; i < rows.Length; i++)
        {
            Span<float> target = new(table.Pointer + ((nint)rows[i] * width), width);
            TensorPrimitives.Add(target, new ReadOnlySpan<float>(x.Pointer + ((nint)i * width), width), target);
        }
    }

    internal override void CopyRows(Storage source, int sourceStart, int sourceStride, Storage target, int targetStart, int targetStride,
        int rows, int width, bool accumulate)
    {
        using KeptAlive alive = new(source, target);
        for (nint row = 0; row < rows; row++)
        {
            ReadOnlySpan<float> from = new(source.Pointer + sourceStart + (row * sourceStride), width);
            Span<float> to = new(target.Pointer + targetStart + (row * targetStride), width);
            if (accumulate)
                TensorPrimitives.Add(to, from, to);
            else
                from.CopyTo(to);
        }
    }

    internal override void Permute(Storage x, Shape shape, ReadOnlySpan<int> order, Storage y, bool accumulate)
    {
        using KeptAlive alive = new(x, y);
        if (shape.Size == 0)
            return;
        int rank = shape.Rank;
        if (rank == 2 && order[0] == 1)
        {
            TransposeMatrix(x.Pointer, y.Pointer, shape[0], shape[1], accumulate);
            return;
        }

        // Odometer over the axes of y; the last axis is the inner loop.
        Span<int> lengths = stackalloc int[Shape.MaxRank], steps = stackalloc int[Shape.MaxRank], at = stackalloc int[Shape.MaxRank];
        at.Clear();
        for (int i = 0; i < rank; i++)
        {
            lengths[i] = shape[order[i]];
            steps[i] = shape.SizeFrom(order[i] + 1);
        }

        int run = rank == 0 ? 1 : lengths[rank - 1], step = rank == 0 ? 1 : steps[rank - 1];
        nint from = 0;
        for (nint to = 0; to < shape.Size; to += run)
        {
            if (step == 1 && !accumulate)
                new ReadOnlySpan<float>(x.Pointer + from, run).CopyTo(new Span<float>(y.Pointer + to, run));
            for (nint i = 0; i < run && (step != 1 || accumulate); i++)
            {
                float value = x.Pointer[from + (i * step)];
                y.Pointer[to + i] = accumulate ? y.Pointer[to + i] + value : value;
            }

            for (int axis = rank - 2; axis >= 0; axis--)
            {
                from += steps[axis];
                if (++at[axis] < lengths[axis])
                    break;
                from -= (nint)steps[axis] * lengths[axis];
                at[axis] = 0;
            }
        }
    }

    private static void TransposeMatrix(float* x, float* y, int rows, int columns, bool accumulate)
    {
        for (int row = 0; row < rows; row += Tile)
        {
            int lastRow = Math.Min(rows, row + Tile);
            for (int column = 0; column < columns; column += Tile)
            {
                int lastColumn = Math.Min(columns, column + Tile);
                for (nint j = column; j < lastColumn; j++)
                {
                    for (nint i = row; i < lastRow; i++)
                    {
                        float value = x[(i * columns) + j];
                        y[(j * rows) + i] = accumulate ? y[(j * rows) + i] + value : value;
                    }
                }
            }
        }
    }

    private readonly struct LoadJob(float* source, float* target, nint length, int parts) : IJob
    {
        public void Execute(int part)
        {
            nint start = Start(part, parts, length), count = Start(part + 1, parts, length) - start;
            new ReadOnlySpan<float>(source + start, (int)count).CopyTo(new Span<float>(target + start, (int)count));
        }
    }
}
