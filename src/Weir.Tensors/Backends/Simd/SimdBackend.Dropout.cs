using System.Runtime.CompilerServices;

namespace Weir.Tensors.Backends;

internal sealed unsafe partial class SimdBackend<TSimd, TVector>
{
    internal override void Drop(in DropoutMask mask, Storage x, Storage y, int outer, int count, int inner, bool accumulate)
    {
        using KeptAlive alive = new(x, y);
        if (outer * count * inner > 0)
            Split(outer * count * inner, new DropWork(mask, x.Pointer, y.Pointer, count, inner, accumulate));
    }

    private readonly struct DropWork(DropoutMask mask, float* x, float* y, int count, int inner, bool accumulate) : IRangeWork
    {
        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        public void Run(nint start, nint end)
        {
            nint row = start / inner, column = start % inner;
            for (nint i = start; i < end;)
            {
                // Units of a row of channels are numbered one after the other; a single channel is one number for the whole sample.
                nint first = row / count * inner, stop = Math.Min(end, i + inner - column);
                if (inner == 1)
                {
                    stop = Math.Min(end, ((row / count) + 1) * count);
                    float factor = mask.Of(first);
                    for (row += stop - i; i < stop; i++)
                        y[i] = accumulate ? y[i] + (x[i] * factor) : x[i] * factor;
                    continue;
                }

                for (; i < stop; i++, column++)
                {
                    float value = x[i] * mask.Of(first + column);
                    y[i] = accumulate ? y[i] + value : value;
                }

                column = 0;
                row++;
            }
        }
    }
}
