using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Weir.Tensors.Backends.Simd;

/// <summary>Loops over entries, written once for every operator. Storage is padded, so whole vectors are read and written.</summary>
internal static unsafe class ElementLoops<TSimd, TVector>
    where TSimd : struct, ISimd<TVector>
    where TVector : struct
{
    /// <summary>The most lanes that a vector has.</summary>
    private const int MostLanes = 16;

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Unary<TOperator>(float* x, float* y, nint length, float parameter)
        where TOperator : struct, IUnaryOperator
    {
        TVector p = TSimd.Create(parameter);
        for (nint i = 0; i < length; i += TSimd.Count)
            TSimd.Store(y + i, TOperator.Value<TSimd, TVector>(TSimd.Load(x + i), p));
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void UnaryBackward<TOperator>(float* x, float* y, float* g, float* dx, nint length, float parameter, bool accumulate)
        where TOperator : struct, IUnaryOperator
    {
        TVector p = TSimd.Create(parameter);
        for (nint i = 0; i < length; i += TSimd.Count)
        {
            TVector value = TSimd.Multiply(TSimd.Load(g + i),
                TOperator.Derivative<TSimd, TVector>(TSimd.Load(x + i), TSimd.Load(y + i), p));
            TSimd.Store(dx + i, accumulate ? TSimd.Add(TSimd.Load(dx + i), value) : value);
        }
    }

    /// <summary>y = f(a + b).</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void AddThen<TOperator>(float* a, float* b, float* y, nint length, float parameter)
        where TOperator : struct, IUnaryOperator
    {
        TVector p = TSimd.Create(parameter);
        for (nint i = 0; i < length; i += TSimd.Count)
            TSimd.Store(y + i, TOperator.Value<TSimd, TVector>(TSimd.Add(TSimd.Load(a + i), TSimd.Load(b + i)), p));
    }

    /// <summary>left (+)= g·f′ and right (+)= g·f′ with f′ from y; a target may be null.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void AddThenBackward<TOperator>(float* y, float* g, float* left, bool addLeft, float* right, bool addRight, nint length,
        float parameter)
        where TOperator : struct, IUnaryOperator
    {
        TVector p = TSimd.Create(parameter);
        for (nint i = 0; i < length; i += TSimd.Count)
        {
            TVector output = TSimd.Load(y + i),
                delta = TSimd.Multiply(TSimd.Load(g + i), TOperator.Derivative<TSimd, TVector>(output, output, p));
            if (left != null)
                TSimd.Store(left + i, addLeft ? TSimd.Add(TSimd.Load(left + i), delta) : delta);
            if (right != null)
                TSimd.Store(right + i, addRight ? TSimd.Add(TSimd.Load(right + i), delta) : delta);
        }
    }

    /// <summary>Applies a function to exactly <paramref name="count"/> entries: those behind may belong to another thread.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void InPlace<TOperator>(float* x, nint count, float parameter)
        where TOperator : struct, IUnaryOperator
    {
        TVector p = TSimd.Create(parameter);
        nint i = 0;
        for (; i <= count - TSimd.Count; i += TSimd.Count)
            TSimd.Store(x + i, TOperator.Value<TSimd, TVector>(TSimd.Load(x + i), p));
        if (i == count)
            return;
        float* rest = stackalloc float[MostLanes];
        TSimd.Store(rest, TOperator.Value<TSimd, TVector>(TSimd.Load(x + i), p));
        for (nint j = 0; i < count; i++, j++)
            x[i] = rest[j];
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Scale(float* x, float* y, nint length, float scale, bool accumulate)
    {
        TVector factor = TSimd.Create(scale);
        for (nint i = 0; i < length; i += TSimd.Count)
        {
            TVector value = TSimd.Multiply(TSimd.Load(x + i), factor);
            TSimd.Store(y + i, accumulate ? TSimd.Add(TSimd.Load(y + i), value) : value);
        }
    }

    /// <summary>y = x·factor + offset on exactly <paramref name="length"/> entries.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Linear(float* x, float* y, nint length, float factor, float offset, bool accumulate)
    {
        TVector f = TSimd.Create(factor), o = TSimd.Create(offset);
        for (nint i = 0; i < length; i += TSimd.Count)
        {
            TVector value = TSimd.MultiplyAdd(TSimd.Load(x + i), f, o);
            if (accumulate)
                value = TSimd.Add(value, TSimd.Load(y + i));
            StoreFirst(y + i, value, length - i);
        }
    }

    /// <summary>y (+)= value on exactly <paramref name="length"/> entries.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Fill(float* y, nint length, float value, bool accumulate)
    {
        TVector v = TSimd.Create(value);
        for (nint i = 0; i < length; i += TSimd.Count)
            StoreFirst(y + i, accumulate ? TSimd.Add(v, TSimd.Load(y + i)) : v, length - i);
    }

    /// <summary>Writes the first <paramref name="count"/> lanes only.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StoreFirst(float* target, TVector value, nint count)
    {
        if (count >= TSimd.Count)
        {
            TSimd.Store(target, value);
            return;
        }

        float* lanes = stackalloc float[MostLanes];
        TSimd.Store(lanes, value);
        for (nint i = 0; i < count; i++)
            target[i] = lanes[i];
    }
}

/// <summary>Finds a loop for a width known only at run time.</summary>
internal static unsafe class ElementLoops
{
    public static InPlaceKernel InPlace<TOperator>(VectorWidth width)
        where TOperator : struct, IUnaryOperator => width switch
        {
            VectorWidth.Bits512 => new(&ElementLoops<Simd512, Vector512<float>>.InPlace<TOperator>),
            VectorWidth.Bits256 => new(&ElementLoops<Simd256, Vector256<float>>.InPlace<TOperator>),
            _ => new(&ElementLoops<Simd128, Vector128<float>>.InPlace<TOperator>),
        };
}
