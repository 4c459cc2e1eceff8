using System.Runtime.CompilerServices;

namespace Weir.Tensors.Backends.Simd;

/// <summary>
/// The passes of a normalisation where a group is one channel (batch and instance norm), each over rows as they lie in memory, with a
/// function of the result fused in. What belongs to a channel is in rows of its own, padded to whole vectors.
/// </summary>
internal static unsafe class ColumnNormalization<TSimd, TVector>
    where TSimd : struct, ISimd<TVector>
    where TVector : struct
{
    /// <summary>
    /// Entries of a block whose mean and squares are taken one after the other: 32 KB, so that the second finds it in the first-level
    /// cache.
    /// </summary>
    private const int BlockEntries = 8192;

    /// <summary>Rows that are added in one level at most, so that rounding grows with the square root of the number of blocks.</summary>
    private const int MostRows = 256;

    /// <summary>Rows of a block.</summary>
    public static int RowsOfBlock(int channels) => Math.Clamp(BlockEntries / Math.Max(1, channels), 8, MostRows);

    /// <summary>The means of a block, and the sums of squares around them.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Moments(float* x, int rows, nint channels, float* means, float* squares)
    {
        TVector share = TSimd.Create(1f / rows);
        nint n = TSimd.Count;
        for (nint c = 0; c < channels; c += 4 * n)
        {
            float* at = x + c;
            // Vectors beyond the last channel are read from the rows behind, or from the padding, and written to padding.
            bool two = c + n < channels, three = c + (2 * n) < channels, four = c + (3 * n) < channels;
            nint o1 = two ? n : 0, o2 = three ? 2 * n : 0, o3 = four ? 3 * n : 0;
            TVector s0 = TSimd.Zero, s1 = TSimd.Zero, s2 = TSimd.Zero, s3 = TSimd.Zero;
            for (int row = 0; row < rows; row++, at += channels)
            {
                s0 = TSimd.Add(s0, TSimd.Load(at));
                s1 = TSimd.Add(s1, TSimd.Load(at + o1));
                s2 = TSimd.Add(s2, TSimd.Load(at + o2));
                s3 = TSimd.Add(s3, TSimd.Load(at + o3));
            }

            TVector m0 = TSimd.Multiply(s0, share), m1 = TSimd.Multiply(s1, share), m2 = TSimd.Multiply(s2, share),
                m3 = TSimd.Multiply(s3, share);
            s0 = s1 = s2 = s3 = TSimd.Zero;
            at = x + c;
            for (int row = 0; row < rows; row++, at += channels)
            {
                TVector d0 = TSimd.Subtract(TSimd.Load(at), m0), d1 = TSimd.Subtract(TSimd.Load(at + o1), m1),
                    d2 = TSimd.Subtract(TSimd.Load(at + o2), m2), d3 = TSimd.Subtract(TSimd.Load(at + o3), m3);
                s0 = TSimd.MultiplyAdd(d0, d0, s0);
                s1 = TSimd.MultiplyAdd(d1, d1, s1);
                s2 = TSimd.MultiplyAdd(d2, d2, s2);
                s3 = TSimd.MultiplyAdd(d3, d3, s3);
            }

            Put(means + c, squares + c, m0, s0);
            if (two)
                Put(means + c + n, squares + c + n, m1, s1);
            if (three)
                Put(means + c + (2 * n), squares + c + (2 * n), m2, s2);
            if (four)
                Put(means + c + (3 * n), squares + c + (3 * n), m3, s3);
        }
    }

    /// <summary>y = f((x − mean)·factor + offset).</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Apply<TOperator>(float* x, float* y, int rows, nint channels, float* mean, float* factor, float* offset,
        float parameter)
        where TOperator : struct, IUnaryOperator
    {
        TVector p = TSimd.Create(parameter);
        nint n = TSimd.Count;
        for (int row = 0; row < rows; row++, x += channels, y += channels)
        {
            nint c = 0;
            for (; c <= channels - n; c += n)
                TSimd.Store(y + c, TOperator.Value<TSimd, TVector>(Affine(x + c, mean + c, factor + c, offset + c), p));
            if (c < channels)
                TSimd.StoreFirst(y + c, TOperator.Value<TSimd, TVector>(Affine(x + c, mean + c, factor + c, offset + c), p),
                    (int)(channels - c));
        }
    }

    /// <summary>With g′ = g·f′ the sums of g′ and of g′·(x − mean) over a block.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Gradients<TOperator>(float* x, float* g, int rows, nint channels, float* mean, float* factor, float* offset,
        float parameter, float* sums, float* alongs)
        where TOperator : struct, IUnaryOperator
    {
        TVector p = TSimd.Create(parameter);
        nint n = TSimd.Count;
        for (nint c = 0; c < channels; c += 2 * n)
        {
            nint second = c + n < channels ? n : 0;
            TVector mean0 = TSimd.Load(mean + c), mean1 = TSimd.Load(mean + c + second);
            TVector factor0 = TSimd.Load(factor + c), factor1 = TSimd.Load(factor + c + second);
            TVector offset0 = TSimd.Load(offset + c), offset1 = TSimd.Load(offset + c + second);
            TVector sum0 = TSimd.Zero, sum1 = TSimd.Zero, along0 = TSimd.Zero, along1 = TSimd.Zero;
            float* from = x + c, delta = g + c;
            for (int row = 0; row < rows; row++, from += channels, delta += channels)
            {
                TVector centred0 = TSimd.Subtract(TSimd.Load(from), mean0), centred1 = TSimd.Subtract(TSimd.Load(from + second), mean1);
                TVector here0 = Derivative<TOperator>(TSimd.Load(delta), TSimd.MultiplyAdd(centred0, factor0, offset0), p);
                TVector here1 = Derivative<TOperator>(TSimd.Load(delta + second), TSimd.MultiplyAdd(centred1, factor1, offset1), p);
                sum0 = TSimd.Add(sum0, here0);
                sum1 = TSimd.Add(sum1, here1);
                along0 = TSimd.MultiplyAdd(centred0, here0, along0);
                along1 = TSimd.MultiplyAdd(centred1, here1, along1);
            }

            Put(sums + c, alongs + c, sum0, along0);
            if (second > 0)
                Put(sums + c + n, alongs + c + n, sum1, along1);
        }
    }

    /// <summary>dx (+)= (g·f′ − level − (x − mean)·stretch)·factor; dx may be g.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Input<TOperator>(
        float* x, float* g, float* dx, bool add, int rows, nint channels, float* mean, float* factor, float* offset, float* level,
            float* stretch, float parameter)
        where TOperator : struct, IUnaryOperator
    {
        TVector p = TSimd.Create(parameter);
        nint n = TSimd.Count;
        for (int row = 0; row < rows; row++, x += channels, g += channels, dx += channels)
        {
            for (nint c = 0; c < channels; c += n)
            {
                TVector centred = TSimd.Subtract(TSimd.Load(x + c), TSimd.Load(mean + c)), scale = TSimd.Load(factor + c);
                TVector here = Derivative<TOperator>(TSimd.Load(g + c), TSimd.MultiplyAdd(centred, scale, TSimd.Load(offset + c)), p);
                TVector rest = TSimd.Subtract(TSimd.Subtract(here, TSimd.Load(level + c)),
                    TSimd.Multiply(centred, TSimd.Load(stretch + c)));
                TVector value = add ? TSimd.MultiplyAdd(rest, scale, TSimd.Load(dx + c)) : TSimd.Multiply(rest, scale);
                if (channels - c >= n)
                    TSimd.Store(dx + c, value);
                else
                    TSimd.StoreFirst(dx + c, value, (int)(channels - c));
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TVector Affine(float* x, float* mean, float* factor, float* offset) =>
        TSimd.MultiplyAdd(TSimd.Subtract(TSimd.Load(x), TSimd.Load(mean)), TSimd.Load(factor), TSimd.Load(offset));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TVector Derivative<TOperator>(TVector g, TVector z, TVector parameter)
        where TOperator : struct, IUnaryOperator =>
        TSimd.Multiply(g, TOperator.Derivative<TSimd, TVector>(z, TOperator.Value<TSimd, TVector>(z, parameter), parameter));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Put(float* a, float* b, TVector first, TVector second)
    {
        TSimd.Store(a, first);
        TSimd.Store(b, second);
    }
}
