using Weir.Tensors.Backends.Simd;

namespace Weir.Tensors.Backends;

internal sealed unsafe partial class SimdBackend<TSimd, TVector>
{
    /// <summary>The mean square below which entries count whose squares keep too few bits in float32 (the smallest is 1.4e-45).</summary>
    private const double SmallestSquare = 1e-36;

    internal override void Sum(Storage x, Storage y, int outer, int count, int inner, float scale, bool accumulate)
    {
        using KeptAlive alive = new(x, y);
        if (inner == 1)
        {
            for (int o = 0; o < outer; o++)
            {
                float sum = (float)(scale * SumLoops<TSimd, TVector>.Contiguous(x.Pointer + ((nint)o * count), count, squares: false));
                y.Pointer[o] = accumulate ? y.Pointer[o] + sum : sum;
            }

            return;
        }

        int parts = Parts((long)outer * count * inner);
        if (parts > 1 && inner >= parts * Storage.Line)
            Team.Run(new ColumnSumJob(x.Pointer, y.Pointer, outer, count, inner, scale, accumulate, parts), parts);
        else
            new ColumnSumJob(x.Pointer, y.Pointer, outer, count, inner, scale, accumulate, 1).Execute(0);
    }

    internal override void BroadcastAxis(Storage x, Storage y, int outer, int count, int inner, float scale, bool accumulate)
    {
        using KeptAlive alive = new(x, y);
        for (int o = 0; o < outer; o++)
        {
            float* from = x.Pointer + ((nint)o * inner), to = y.Pointer + ((nint)o * count * inner);
            if (inner == 1)
            {
                ElementLoops<TSimd, TVector>.Fill(to, count, scale * *from, accumulate);
                continue;
            }

            for (int n = 0; n < count; n++)
                ElementLoops<TSimd, TVector>.Linear(from, to + ((nint)n * inner), inner, scale, 0, accumulate);
        }
    }

    internal override void Max(Storage x, Storage y, int outer, int count, int inner)
    {
        using KeptAlive alive = new(x, y);
        for (int o = 0; o < outer; o++)
        {
            for (int i = 0; i < inner; i++)
            {
                float* at = x.Pointer + ((nint)o * count * inner) + i;
                float max;
                if (inner == 1)
                {
                    max = SoftmaxLoops<TSimd, TVector>.Max(at, count);
                }
                else
                {
                    max = *at;
                    for (int n = 1; n < count; n++)
                        max = MathF.Max(max, at[(nint)n * inner]);
                }

                y.Pointer[((nint)o * inner) + i] = max;
            }
        }
    }

    internal override void MaxBackward(Storage x, Storage y, Storage gradient, Storage dx, int outer, int count, int inner, bool accumulate)
    {
        using KeptAlive alive = new(x, y, gradient, dx);
        if (!accumulate)
            dx.Span(outer * count * inner).Clear();
        for (int o = 0; o < outer; o++)
        {
            for (int i = 0; i < inner; i++)
            {
                nint start = ((nint)o * count * inner) + i, result = ((nint)o * inner) + i;
                int n = 0;
                while (n < count && x.Pointer[start + ((nint)n * inner)] != y.Pointer[result])
                    n++;
                if (n < count)
                    dx.Pointer[start + ((nint)n * inner)] += gradient.Pointer[result];
            }
        }
    }

    internal override double SumOfSquares(Storage x, int length)
    {
        using KeptAlive alive = new(x);
        double sum = 0;
        int parts = Parts(length), blocks = (length + SumLoops<TSimd, TVector>.Block - 1) / SumLoops<TSimd, TVector>.Block;
        if (parts == 1)
        {
            sum = SumLoops<TSimd, TVector>.Contiguous(x.Pointer, length, squares: true);
        }
        else
        {
            // The sums of the blocks are added in their order, whoever worked them out.
            using Scratch.Frame frame = Team.ScratchOf(0).Open();
            double* sums = (double*)frame.Take(2 * blocks);
            Team.Run(new SquaresJob(x.Pointer, length, sums, blocks, parts), parts);
            for (int block = 0; block < blocks; block++)
                sum += sums[block];
        }

        if (sum > length * SmallestSquare && sum < double.PositiveInfinity)
            return sum;
        // Squares have left float32's range (or are 0, or not numbers): float64 holds them all.
        sum = 0;
        foreach (float value in x.Span(length))
            sum += (double)value * value;
        return sum;
    }

    private readonly struct SquaresJob(float* x, int length, double* sums, int blocks, int parts) : IJob
    {
        public void Execute(int part)
        {
            const int size = SumLoops<TSimd, TVector>.Block;
            for (int block = (int)((long)blocks * part / parts); block < (int)((long)blocks * (part + 1) / parts); block++)
                sums[block] = SumLoops<TSimd, TVector>.Contiguous(x + ((nint)block * size), Math.Min(size, length - (block * size)),
                    squares: true);
        }
    }

    private readonly struct ColumnSumJob(float* x, float* y, int outer, int count, int inner, float scale, bool accumulate, int parts)
        : IJob
    {
        public void Execute(int part)
        {
            int first = (int)Start(part, parts, inner), end = (int)Start(part + 1, parts, inner);
            for (int o = 0; o < outer; o++)
                SumLoops<TSimd, TVector>.Columns(x + ((nint)o * count * inner), y + ((nint)o * inner), count, inner, first, end, scale,
                    accumulate);
        }
    }
}
