using System.Runtime.CompilerServices;

namespace Weir.Tensors.Backends.Simd;

/// <summary>Normalisation where a group is one channel (batch and instance norm): vectors run over channels, loops over rows.</summary>
internal static unsafe class ColumnNormalization<TSimd, TVector>
    where TSimd : struct, ISimd<TVector>
    where TVector : struct
{
    /// <summary>Rows that are added in one level, so that rounding grows with the square root of the number of blocks.</summary>
    private const int BlockRows = 256;

    /// <summary>Channels first … end − 1 of one outer index.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Forward(in NormalizationShape s, int outer, nint first, nint end, float* x, float* scale, float* shift, float* y, float* statistics, float epsilon)
    {
        nint pitch = s.Groups, start = (nint)outer * s.Count * pitch;
        float* means = statistics + (outer * pitch), inverses = statistics + ((s.Outer + outer) * pitch);
        TVector share = TSimd.Create(1f / s.Count);
        for (nint c = first; c < end; c += TSimd.Count)
        {
            float* column = x + start + c;
            TVector mean = TSimd.Multiply(Sum(column, s.Count, pitch), share);
            TVector variance = TSimd.Multiply(SumOfSquares(column, s.Count, pitch, mean), share);
            TVector inverse = TSimd.Divide(TSimd.Create(1), TSimd.Sqrt(TSimd.Add(variance, TSimd.Create(epsilon))));
            ElementLoops<TSimd, TVector>.StoreFirst(means + c, mean, end - c);
            ElementLoops<TSimd, TVector>.StoreFirst(inverses + c, inverse, end - c);
            TVector factor = scale == null ? inverse : TSimd.Multiply(inverse, TSimd.Load(scale + c));
            TVector offset = shift == null ? TSimd.Zero : TSimd.Load(shift + c);
            float* to = y + start + c;
            bool whole = end - c >= TSimd.Count;
            for (int n = 0; n < s.Count; n++, column += pitch, to += pitch)
            {
                TVector value = TSimd.MultiplyAdd(TSimd.Subtract(TSimd.Load(column), mean), factor, offset);
                if (whole)
                    TSimd.Store(to, value);
                else
                    TSimd.StoreFirst(to, value, (int)(end - c));
            }
        }
    }

    /// <summary>Channels first … end − 1 over all outer indices; scale and shift gather over them.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Backward(
        in NormalizationShape s, nint first, nint end, float* x, float* scale, float* statistics, float* g, float* dx, bool addX, float* dScale, bool addScale, float* dShift, bool addShift)
    {
        nint pitch = s.Groups;
        TVector share = TSimd.Create(1f / s.Count);
        for (nint c = first; c < end; c += TSimd.Count)
        {
            TVector scales = TSimd.Zero, shifts = TSimd.Zero;
            bool whole = end - c >= TSimd.Count;
            for (int outer = 0; outer < s.Outer; outer++)
            {
                nint start = ((nint)outer * s.Count * pitch) + c;
                TVector mean = TSimd.Load(statistics + (outer * pitch) + c), inverse = TSimd.Load(statistics + ((s.Outer + outer) * pitch) + c);
                TVector sum = TSimd.Zero, along = TSimd.Zero;
                float* from = x + start, slope = g + start;
                for (int block = 0; block < s.Count; block += BlockRows)
                {
                    TVector sumHere = TSimd.Zero, alongHere = TSimd.Zero;
                    for (int n = Math.Min(BlockRows, s.Count - block); n > 0; n--, from += pitch, slope += pitch)
                    {
                        TVector here = TSimd.Load(slope);
                        sumHere = TSimd.Add(sumHere, here);
                        alongHere = TSimd.MultiplyAdd(TSimd.Subtract(TSimd.Load(from), mean), here, alongHere);
                    }

                    sum = TSimd.Add(sum, sumHere);
                    along = TSimd.Add(along, alongHere);
                }

                along = TSimd.Multiply(along, inverse);
                scales = TSimd.Add(scales, along);
                shifts = TSimd.Add(shifts, sum);
                if (dx == null)
                    continue;
                TVector factor = scale == null ? inverse : TSimd.Multiply(inverse, TSimd.Load(scale + c));
                TVector offset = TSimd.Multiply(sum, share), stretch = TSimd.Multiply(TSimd.Multiply(along, share), inverse);
                from = x + start;
                slope = g + start;
                float* to = dx + start;
                for (int n = 0; n < s.Count; n++, from += pitch, slope += pitch, to += pitch)
                {
                    TVector rest = TSimd.Subtract(TSimd.Subtract(TSimd.Load(slope), offset), TSimd.Multiply(TSimd.Subtract(TSimd.Load(from), mean), stretch));
                    TVector value = addX ? TSimd.MultiplyAdd(rest, factor, TSimd.Load(to)) : TSimd.Multiply(rest, factor);
                    if (whole)
                        TSimd.Store(to, value);
                    else
                        TSimd.StoreFirst(to, value, (int)(end - c));
                }
            }

            if (dScale != null)
                ElementLoops<TSimd, TVector>.StoreFirst(dScale + c, addScale ? TSimd.Add(scales, TSimd.Load(dScale + c)) : scales, end - c);
            if (dShift != null)
                ElementLoops<TSimd, TVector>.StoreFirst(dShift + c, addShift ? TSimd.Add(shifts, TSimd.Load(dShift + c)) : shifts, end - c);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TVector Sum(float* column, int count, nint pitch)
    {
        TVector sum = TSimd.Zero;
        for (int block = 0; block < count; block += BlockRows)
        {
            TVector here = TSimd.Zero;
            for (int n = Math.Min(BlockRows, count - block); n > 0; n--, column += pitch)
                here = TSimd.Add(here, TSimd.Load(column));
            sum = TSimd.Add(sum, here);
        }

        return sum;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TVector SumOfSquares(float* column, int count, nint pitch, TVector mean)
    {
        TVector sum = TSimd.Zero;
        for (int block = 0; block < count; block += BlockRows)
        {
            TVector here = TSimd.Zero;
            for (int n = Math.Min(BlockRows, count - block); n > 0; n--, column += pitch)
            {
                TVector rest = TSimd.Subtract(TSimd.Load(column), mean);
                here = TSimd.MultiplyAdd(rest, rest, here);
            }

            sum = TSimd.Add(sum, here);
        }

        return sum;
    }
}
