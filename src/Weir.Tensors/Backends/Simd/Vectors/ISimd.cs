using System.Runtime.Intrinsics;

namespace Weir.Tensors.Backends.Simd;

/// <summary>
/// A width of vector: kernels are written once over this and compiled by the JIT for each width, every call being
/// inlined to one instruction. The type itself is only a witness and holds nothing.
/// </summary>
/// <typeparam name="TVector">The vector of that width.</typeparam>
internal unsafe interface ISimd<TVector>
    where TVector : struct
{
    /// <summary>Number of float32 lanes.</summary>
    static abstract int Count { get; }

    /// <summary>Number of vector registers, of which kernels keep sums in as many as they can.</summary>
    static abstract int Registers { get; }

    static abstract TVector Zero { get; }

    static abstract TVector Create(float value);

    static abstract TVector Load(float* source);

    static abstract void Store(float* target, TVector value);

    /// <summary>Stores the first <paramref name="count"/> lanes and leaves the memory behind them alone.</summary>
    static abstract void StoreFirst(float* target, TVector value, int count);

    static abstract TVector Add(TVector a, TVector b);

    static abstract TVector Subtract(TVector a, TVector b);

    static abstract TVector Multiply(TVector a, TVector b);

    static abstract TVector Divide(TVector a, TVector b);

    /// <summary>a·b + c, rounded once.</summary>
    static abstract TVector MultiplyAdd(TVector a, TVector b, TVector c);

    static abstract TVector Min(TVector a, TVector b);

    static abstract TVector Max(TVector a, TVector b);

    /// <summary>The larger of two numbers, in one instruction; which of them if one is not a number is left open.</summary>
    static abstract TVector MaxOfNumbers(TVector a, TVector b);

    static abstract TVector Abs(TVector a);

    static abstract TVector Negate(TVector a);

    static abstract TVector Sqrt(TVector a);

    /// <summary>To the nearest integer, ties to even.</summary>
    static abstract TVector Round(TVector a);

    /// <summary>x·2ⁿ for integral n from −126 to 127, given as floats.</summary>
    static abstract TVector ScaleByPowerOfTwo(TVector x, TVector n);

    /// <summary>Exponent e and mantissa m of positive normal numbers: x = m·2ᵉ, m in [½·√2, √2).</summary>
    static abstract TVector SplitExponent(TVector x, out TVector mantissa);

    /// <summary>All bits set in the lanes where a &lt; b.</summary>
    static abstract TVector LessThan(TVector a, TVector b);

    /// <summary>All bits set in the lanes where a = b.</summary>
    static abstract TVector AreEqual(TVector a, TVector b);

    /// <summary>Lane by lane, the first where the mask is set and else the second.</summary>
    static abstract TVector Select(TVector mask, TVector whenSet, TVector whenClear);

    static abstract TVector And(TVector a, TVector b);

    /// <summary>The mask whose first <paramref name="count"/> lanes are set.</summary>
    static abstract TVector FirstLanes(int count);

    /// <summary>The sum of the lanes, in a fixed order.</summary>
    static abstract float Sum(TVector a);

    /// <summary>The sums of the lanes of four vectors, each in a fixed order.</summary>
    static abstract Vector128<float> SumEach(TVector a, TVector b, TVector c, TVector d);

    /// <summary>Runs of four numbers, <paramref name="distance"/> apart, one after the other.</summary>
    static abstract TVector LoadQuads(float* source, nint distance);

    /// <summary>In each run of four lanes: a0, b0, a1, b1.</summary>
    static abstract TVector InterleaveLow(TVector a, TVector b);

    /// <summary>In each run of four lanes: a2, b2, a3, b3.</summary>
    static abstract TVector InterleaveHigh(TVector a, TVector b);

    /// <summary>
    /// Transposes <see cref="Count"/> rows of as many numbers, <paramref name="row"/> apart, into rows <paramref name="width"/> apart.
    /// </summary>
    static abstract void Transpose(float* source, nint row, float* target, nint width);

    /// <summary>The largest lane; not a number if one of them is.</summary>
    static abstract float Max(TVector a);
}
