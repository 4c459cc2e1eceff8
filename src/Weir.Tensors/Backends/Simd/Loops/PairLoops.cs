using System.Runtime.CompilerServices;

namespace Weir.Tensors.Backends.Simd;

/// <summary>
/// What a loop over pairs of entries works out: the value of a binary operator or one of its derivatives times a gradient.
/// </summary>
internal unsafe interface IPairLoop
{
    static abstract TVector Value<TSimd, TVector>(TVector a, TVector b, TVector gradient, TVector parameter)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct;

    static abstract double Value(double a, double b, double gradient, double parameter);
}

/// <summary>The value itself; there is no gradient.</summary>
internal readonly struct PairValue<TOperator> : IPairLoop
    where TOperator : struct, IBinaryOperator
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Value<TSimd, TVector>(TVector a, TVector b, TVector gradient, TVector parameter)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct => TOperator.Value<TSimd, TVector>(a, b, parameter);

    public static double Value(double a, double b, double gradient, double parameter) => TOperator.Value(a, b, parameter);
}

/// <summary>g·∂f/∂a.</summary>
internal readonly struct PairDerivativeLeft<TOperator> : IPairLoop
    where TOperator : struct, IBinaryOperator
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Value<TSimd, TVector>(TVector a, TVector b, TVector gradient, TVector parameter)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct => TSimd.Multiply(gradient, TOperator.DerivativeLeft<TSimd, TVector>(a, b, parameter));

    public static double Value(double a, double b, double gradient, double parameter) =>
        gradient * TOperator.DerivativeLeft(a, b, parameter);
}

/// <summary>g·∂f/∂b.</summary>
internal readonly struct PairDerivativeRight<TOperator> : IPairLoop
    where TOperator : struct, IBinaryOperator
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Value<TSimd, TVector>(TVector a, TVector b, TVector gradient, TVector parameter)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct => TSimd.Multiply(gradient, TOperator.DerivativeRight<TSimd, TVector>(a, b, parameter));

    public static double Value(double a, double b, double gradient, double parameter) =>
        gradient * TOperator.DerivativeRight(a, b, parameter);
}

/// <summary>Loops over pairs of entries that meet by broadcasting.</summary>
internal static unsafe class PairLoops<TSimd, TVector>
    where TSimd : struct, ISimd<TVector>
    where TVector : struct
{
    /// <summary>The entries of a contiguous run, both inputs contiguous. Whole vectors are written.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Plain<TLoop>(float* a, float* b, float* g, float* y, nint length, float parameter, bool accumulate)
        where TLoop : struct, IPairLoop
    {
        TVector p = TSimd.Create(parameter);
        for (nint i = 0; i < length; i += TSimd.Count)
        {
            TVector value = TLoop.Value<TSimd, TVector>(TSimd.Load(a + i), TSimd.Load(b + i), g is null ? TSimd.Zero : TSimd.Load(g + i),
                p);
            TSimd.Store(y + i, accumulate ? TSimd.Add(TSimd.Load(y + i), value) : value);
        }
    }

    /// <summary>Any broadcast: the last joined axis by vectors, the others by counting.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Any<TLoop>(in Broadcast shapes, float* a, float* b, float* g, float* y, float parameter, bool accumulate)
        where TLoop : struct, IPairLoop
    {
        int last = shapes.Axes - 1;
        int run = shapes.Lengths[last];
        int stepA = shapes.Left[last], stepB = shapes.Right[last];
        int runs = run == 0 ? 0 : shapes.Result.Size / run;
        TVector p = TSimd.Create(parameter);
        for (int r = 0; r < runs; r++)
        {
            int rest = r, left = 0, right = 0;
            for (int axis = last - 1; axis >= 0; axis--)
            {
                int at = rest % shapes.Lengths[axis];
                rest /= shapes.Lengths[axis];
                left += at * shapes.Left[axis];
                right += at * shapes.Right[axis];
            }

            float* x = a + left, z = b + right, target = y + ((nint)r * run), gradient = g is null ? null : g + ((nint)r * run);
            int i = 0;
            for (; i <= run - TSimd.Count; i += TSimd.Count)
            {
                TVector value = TLoop.Value<TSimd, TVector>(
                    stepA == 0 ? TSimd.Create(*x) : TSimd.Load(x + i),
                    stepB == 0 ? TSimd.Create(*z) : TSimd.Load(z + i),
                    gradient is null ? TSimd.Zero : TSimd.Load(gradient + i),
                    p);
                TSimd.Store(target + i, accumulate ? TSimd.Add(TSimd.Load(target + i), value) : value);
            }

            for (; i < run; i++)
            {
                float value = (float)TLoop.Value(x[i * stepA], z[i * stepB], gradient is null ? 0 : gradient[i], parameter);
                target[i] = accumulate ? target[i] + value : value;
            }
        }
    }
}
