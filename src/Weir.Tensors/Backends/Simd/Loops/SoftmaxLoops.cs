using System.Runtime.CompilerServices;

namespace Weir.Tensors.Backends.Simd;

/// <summary>Softmax of one row at a time. The lanes behind the row's end belong to the next row and are masked.</summary>
internal static unsafe class SoftmaxLoops<TSimd, TVector>
    where TSimd : struct, ISimd<TVector>
    where TVector : struct
{
    /// <summary>The largest entry; not a number if one is.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static float Max(float* x, int columns)
    {
        TVector max = TSimd.Create(float.NegativeInfinity);
        for (int i = 0; i < columns; i += TSimd.Count)
            max = TSimd.Max(max, TSimd.Select(TSimd.FirstLanes(columns - i), TSimd.Load(x + i), TSimd.Create(float.NegativeInfinity)));
        return TSimd.Max(max);
    }

    /// <summary>y = e^(x − shift); returns the sum.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static float Exponentials(float* x, float* y, int columns, float shift)
    {
        TVector offset = TSimd.Create(shift), sum = TSimd.Zero;
        for (int i = 0; i < columns; i += TSimd.Count)
        {
            TVector e = SimdMath<TSimd, TVector>.Exponential(TSimd.Subtract(TSimd.Load(x + i), offset));
            sum = TSimd.Add(sum, TSimd.Select(TSimd.FirstLanes(columns - i), e, TSimd.Zero));
            ElementLoops<TSimd, TVector>.StoreFirst(y + i, e, columns - i);
        }

        return TSimd.Sum(sum);
    }

    /// <summary>y = (x − first) − second, in this order: the first difference is the one that cancels.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Subtract(float* x, float* y, int columns, float first, float second)
    {
        TVector one = TSimd.Create(first), two = TSimd.Create(second);
        for (int i = 0; i < columns; i += TSimd.Count)
            ElementLoops<TSimd, TVector>.StoreFirst(y + i, TSimd.Subtract(TSimd.Subtract(TSimd.Load(x + i), one), two), columns - i);
    }

    /// <summary>Σ (x − shift).</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static float SumFrom(float* x, int columns, float shift)
    {
        TVector offset = TSimd.Create(shift), sum = TSimd.Zero;
        for (int i = 0; i < columns; i += TSimd.Count)
            sum = TSimd.Add(sum, TSimd.Select(TSimd.FirstLanes(columns - i), TSimd.Subtract(TSimd.Load(x + i), offset), TSimd.Zero));
        return TSimd.Sum(sum);
    }

    /// <summary>dx (+)= p·(g − Σ g·p), or g − e^y·Σ g for the logarithm.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Backward(float* y, float* g, float* dx, int columns, bool logarithm, bool accumulate)
    {
        TVector total = TSimd.Zero;
        for (int i = 0; i < columns; i += TSimd.Count)
        {
            TVector term = logarithm ? TSimd.Load(g + i) : TSimd.Multiply(TSimd.Load(g + i), TSimd.Load(y + i));
            total = TSimd.Add(total, TSimd.Select(TSimd.FirstLanes(columns - i), term, TSimd.Zero));
        }

        TVector sum = TSimd.Create(TSimd.Sum(total));
        for (int i = 0; i < columns; i += TSimd.Count)
        {
            TVector value = logarithm
                ? TSimd.Subtract(TSimd.Load(g + i), TSimd.Multiply(SimdMath<TSimd, TVector>.Exponential(TSimd.Load(y + i)), sum))
                : TSimd.Multiply(TSimd.Load(y + i), TSimd.Subtract(TSimd.Load(g + i), sum));
            if (accumulate)
                value = TSimd.Add(value, TSimd.Load(dx + i));
            ElementLoops<TSimd, TVector>.StoreFirst(dx + i, value, columns - i);
        }
    }
}
