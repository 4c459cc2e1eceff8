using System.Runtime.CompilerServices;

namespace Weir.Tensors.Backends.Simd;

/// <summary>What attention does with one row of scores. Rows lie in scratch, padded by a vector, so whole vectors are written.</summary>
internal static unsafe class AttentionRows<TSimd, TVector>
    where TSimd : struct, ISimd<TVector>
    where TVector : struct
{
    /// <summary>The largest of the first entries; not a number if one is.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static float Max(float* x, int count)
    {
        TVector max = TSimd.Create(float.NegativeInfinity);
        int i = 0;
        for (; i <= count - TSimd.Count; i += TSimd.Count)
            max = TSimd.Max(max, TSimd.Load(x + i));
        if (i < count)
            max = TSimd.Max(max, TSimd.Select(TSimd.FirstLanes(count - i), TSimd.Load(x + i), TSimd.Create(float.NegativeInfinity)));
        return TSimd.Max(max);
    }

    /// <summary>x = e^(scale·x − shift) for the first entries and 0 for the rest; returns the sum. No exponent is above 0.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static float Exponentials(float* x, int valid, int count, float scale, float shift)
    {
        TVector factor = TSimd.Create(scale), offset = TSimd.Create(-shift), sum = TSimd.Zero;
        int i = 0;
        for (; i <= valid - TSimd.Count; i += TSimd.Count)
        {
            TVector e = SimdMath<TSimd, TVector>.ExponentialOfNegative(TSimd.MultiplyAdd(factor, TSimd.Load(x + i), offset));
            sum = TSimd.Add(sum, e);
            TSimd.Store(x + i, e);
        }

        if (i < valid)
        {
            TVector e = SimdMath<TSimd, TVector>.ExponentialOfNegative(TSimd.MultiplyAdd(factor, TSimd.Load(x + i), offset));
            e = TSimd.And(TSimd.FirstLanes(valid - i), e);
            sum = TSimd.Add(sum, e);
            TSimd.Store(x + i, e);
            i += TSimd.Count;
        }

        for (; i < count; i += TSimd.Count)
            TSimd.Store(x + i, TSimd.Zero);
        return TSimd.Sum(sum);
    }

    /// <summary>
    /// Scores become weights p = e^(scale·score − logarithm), and gradients of weights become gradients of scores, p·(gradient −
    /// mean)·scale; 0 behind the first entries.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Gradients(float* scores, float* gradients, int valid, int count, float scale, float logarithm, float mean)
    {
        TVector factor = TSimd.Create(scale), offset = TSimd.Create(-logarithm), centre = TSimd.Create(mean);
        int i = 0;
        for (; i < valid; i += TSimd.Count)
        {
            TVector p = SimdMath<TSimd, TVector>.ExponentialOfNegative(TSimd.MultiplyAdd(factor, TSimd.Load(scores + i), offset));
            TVector gradient = TSimd.Multiply(TSimd.Multiply(p, factor), TSimd.Subtract(TSimd.Load(gradients + i), centre));
            if (valid - i < TSimd.Count)
            {
                TVector lanes = TSimd.FirstLanes(valid - i);
                (p, gradient) = (TSimd.And(lanes, p), TSimd.And(lanes, gradient));
            }

            TSimd.Store(scores + i, p);
            TSimd.Store(gradients + i, gradient);
        }

        for (; i < count; i += TSimd.Count)
        {
            TSimd.Store(scores + i, TSimd.Zero);
            TSimd.Store(gradients + i, TSimd.Zero);
        }
    }

    /// <summary>Σ a·b.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static float Dot(float* a, float* b, int count)
    {
        TVector sum = TSimd.Zero;
        int i = 0;
        for (; i <= count - TSimd.Count; i += TSimd.Count)
            sum = TSimd.MultiplyAdd(TSimd.Load(a + i), TSimd.Load(b + i), sum);
        if (i < count)
        {
            TVector lanes = TSimd.FirstLanes(count - i);
            sum = TSimd.MultiplyAdd(TSimd.And(lanes, TSimd.Load(a + i)), TSimd.And(lanes, TSimd.Load(b + i)), sum);
        }

        return TSimd.Sum(sum);
    }
}
