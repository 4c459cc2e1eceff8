using System.Runtime.CompilerServices;

namespace Weir.Tensors.Backends.Simd;

/// <summary>
/// Transcendental functions of vectors, in float32 throughout, to a few units in the last place. TensorPrimitives works
/// them out in float64, which costs three times as much.
/// </summary>
internal static class SimdMath<TSimd, TVector>
    where TSimd : struct, ISimd<TVector>
    where TVector : struct
{
    /// <summary>eˣ: x = n·ln 2 + r with |r| ≤ ½ ln 2, and a polynomial of degree 6 in r (Cephes' split of ln 2).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Exponential(TVector x)
    {
        // Beyond these limits the result is 0 or ∞; a NaN passes through the comparisons' other branch.
        TVector bounded = TSimd.Max(TSimd.Create(-104f), TSimd.Min(TSimd.Create(89f), x));
        TVector n = TSimd.Round(TSimd.Multiply(bounded, TSimd.Create(1.44269504f)));
        TVector r = TSimd.MultiplyAdd(n, TSimd.Create(-0.693359375f), bounded);
        r = TSimd.MultiplyAdd(n, TSimd.Create(2.12194440e-4f), r);
        TVector p = TSimd.Create(1.9875691500e-4f);
        p = TSimd.MultiplyAdd(p, r, TSimd.Create(1.3981999507e-3f));
        p = TSimd.MultiplyAdd(p, r, TSimd.Create(8.3334519073e-3f));
        p = TSimd.MultiplyAdd(p, r, TSimd.Create(4.1665795894e-2f));
        p = TSimd.MultiplyAdd(p, r, TSimd.Create(1.6666665459e-1f));
        p = TSimd.MultiplyAdd(p, r, TSimd.Create(5.0000001201e-1f));
        p = TSimd.Add(TSimd.MultiplyAdd(p, TSimd.Multiply(r, r), r), TSimd.Create(1));
        // 2ⁿ in two factors, so that results below the normal range and up to the largest number come out.
        TVector half = TSimd.Round(TSimd.Multiply(n, TSimd.Create(0.5f)));
        return TSimd.ScaleByPowerOfTwo(TSimd.ScaleByPowerOfTwo(p, half), TSimd.Subtract(n, half));
    }

    /// <summary>
    /// eˣ for x ≤ 0, as above with one factor for 2ⁿ. Below −87.3, where eˣ leaves the normal range, it stays at 1.2e-38.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector ExponentialOfNegative(TVector x)
    {
        TVector bounded = TSimd.Max(TSimd.Create(-87.3f), x);
        TVector n = TSimd.Round(TSimd.Multiply(bounded, TSimd.Create(1.44269504f)));
        TVector r = TSimd.MultiplyAdd(n, TSimd.Create(-0.693359375f), bounded);
        r = TSimd.MultiplyAdd(n, TSimd.Create(2.12194440e-4f), r);
        TVector p = TSimd.Create(1.9875691500e-4f);
        p = TSimd.MultiplyAdd(p, r, TSimd.Create(1.3981999507e-3f));
        p = TSimd.MultiplyAdd(p, r, TSimd.Create(8.3334519073e-3f));
        p = TSimd.MultiplyAdd(p, r, TSimd.Create(4.1665795894e-2f));
        p = TSimd.MultiplyAdd(p, r, TSimd.Create(1.6666665459e-1f));
        p = TSimd.MultiplyAdd(p, r, TSimd.Create(5.0000001201e-1f));
        p = TSimd.Add(TSimd.MultiplyAdd(p, TSimd.Multiply(r, r), r), TSimd.Create(1));
        return TSimd.ScaleByPowerOfTwo(p, n);
    }

    /// <summary>eˣ − 1 without cancellation near 0.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector ExponentialMinusOne(TVector x)
    {
        // x + x²/2 + … + x⁷/5040 for |x| < ½.
        TVector p = TSimd.Create(1f / 5040);
        p = TSimd.MultiplyAdd(p, x, TSimd.Create(1f / 720));
        p = TSimd.MultiplyAdd(p, x, TSimd.Create(1f / 120));
        p = TSimd.MultiplyAdd(p, x, TSimd.Create(1f / 24));
        p = TSimd.MultiplyAdd(p, x, TSimd.Create(1f / 6));
        p = TSimd.MultiplyAdd(p, x, TSimd.Create(0.5f));
        TVector near = TSimd.MultiplyAdd(TSimd.Multiply(p, x), x, x);
        TVector far = TSimd.Subtract(Exponential(x), TSimd.Create(1));
        return TSimd.Select(TSimd.LessThan(TSimd.Abs(x), TSimd.Create(0.5f)), near, far);
    }

    /// <summary>ln x: x = m·2ᵉ with m in [√½, √2), and Cephes' polynomial in m − 1.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Logarithm(TVector x)
    {
        TVector tiny = TSimd.LessThan(x, TSimd.Create(1.17549435e-38f));
        TVector normal = TSimd.Select(tiny, TSimd.Multiply(x, TSimd.Create(8388608f)), x);
        TVector e = TSimd.SplitExponent(normal, out TVector m);
        e = TSimd.Subtract(e, TSimd.And(tiny, TSimd.Create(23)));
        TVector r = TSimd.Subtract(m, TSimd.Create(1));
        TVector z = TSimd.Multiply(r, r);
        TVector p = TSimd.Create(7.0376836292e-2f);
        p = TSimd.MultiplyAdd(p, r, TSimd.Create(-1.1514610310e-1f));
        p = TSimd.MultiplyAdd(p, r, TSimd.Create(1.1676998740e-1f));
        p = TSimd.MultiplyAdd(p, r, TSimd.Create(-1.2420140846e-1f));
        p = TSimd.MultiplyAdd(p, r, TSimd.Create(1.4249322787e-1f));
        p = TSimd.MultiplyAdd(p, r, TSimd.Create(-1.6668057665e-1f));
        p = TSimd.MultiplyAdd(p, r, TSimd.Create(2.0000714765e-1f));
        p = TSimd.MultiplyAdd(p, r, TSimd.Create(-2.4999993993e-1f));
        p = TSimd.MultiplyAdd(p, r, TSimd.Create(3.3333331174e-1f));
        TVector y = TSimd.Multiply(TSimd.Multiply(p, r), z);
        y = TSimd.MultiplyAdd(e, TSimd.Create(-2.12194440e-4f), y);
        y = TSimd.MultiplyAdd(TSimd.Create(-0.5f), z, y);
        y = TSimd.MultiplyAdd(e, TSimd.Create(0.693359375f), TSimd.Add(r, y));
        y = TSimd.Select(TSimd.AreEqual(x, TSimd.Zero), TSimd.Create(float.NegativeInfinity), y);
        y = TSimd.Select(TSimd.AreEqual(x, TSimd.Create(float.PositiveInfinity)), x, y);
        // Below 0 and for not-a-number: x − x is 0 only for numbers, so the comparison fails where it must.
        TVector valid = TSimd.LessThan(TSimd.Create(-float.Epsilon), x);
        return TSimd.Select(valid, y, TSimd.Create(float.NaN));
    }

    /// <summary>1/(1 + e⁻ˣ).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Sigmoid(TVector x) =>
        TSimd.Divide(TSimd.Create(1), TSimd.Add(TSimd.Create(1), Exponential(TSimd.Negate(x))));

    /// <summary>tanh x = −m/(m + 2) with m = e^(−2|x|) − 1, and the sign of x.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Tanh(TVector x)
    {
        TVector m = ExponentialMinusOne(TSimd.Multiply(TSimd.Create(-2), TSimd.Abs(x)));
        TVector size = TSimd.Negate(TSimd.Divide(m, TSimd.Add(m, TSimd.Create(2))));
        return TSimd.Select(TSimd.LessThan(x, TSimd.Zero), TSimd.Negate(size), size);
    }

    /// <summary>ln(1 + eˣ) = max(x, 0) + ln(1 + e^(−|x|)).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Softplus(TVector x) => TSimd.Add(TSimd.Max(x, TSimd.Zero), SoftplusTail(x));

    /// <summary>ln(1 + e^(−|x|)).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector SoftplusTail(TVector x)
    {
        TVector t = Exponential(TSimd.Negate(TSimd.Abs(x)));
        // ln(1 + t) for small t by ln(u)·t/(u − 1), which undoes the rounding of u = 1 + t.
        TVector u = TSimd.Add(TSimd.Create(1), t);
        TVector lost = TSimd.Subtract(u, TSimd.Create(1));
        return TSimd.Select(TSimd.AreEqual(lost, TSimd.Zero), t, TSimd.Divide(TSimd.Multiply(Logarithm(u), t), lost));
    }

    /// <summary>σ(x)·(1 + x·(1 − σ(x))).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector SiluDerivative(TVector x)
    {
        TVector s = Sigmoid(x);
        return TSimd.Multiply(s, TSimd.MultiplyAdd(x, TSimd.Subtract(TSimd.Create(1), s), TSimd.Create(1)));
    }

    /// <summary>The normal distribution function: Abramowitz and Stegun 26.2.17's rational fit in erf's form 7.1.26, to 1.5e-7.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector NormalDistribution(TVector x) => NormalDistribution(x, out _);

    /// <summary>The normal distribution function and its density e^(−x²/2)/√(2π), which it is made of.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector NormalDistribution(TVector x, out TVector density)
    {
        TVector size = TSimd.Multiply(TSimd.Abs(x), TSimd.Create(0.70710678f));
        TVector e = Exponential(TSimd.Negate(TSimd.Multiply(size, size)));
        density = TSimd.Multiply(TSimd.Create(0.39894228f), e);
        TVector t = TSimd.Divide(TSimd.Create(1), TSimd.MultiplyAdd(TSimd.Create(0.3275911f), size, TSimd.Create(1)));
        TVector p = TSimd.Create(1.061405429f);
        p = TSimd.MultiplyAdd(p, t, TSimd.Create(-1.453152027f));
        p = TSimd.MultiplyAdd(p, t, TSimd.Create(1.421413741f));
        p = TSimd.MultiplyAdd(p, t, TSimd.Create(-0.284496736f));
        p = TSimd.MultiplyAdd(p, t, TSimd.Create(0.254829592f));
        // The upper tail ½·erfc(|x|/√2); below 0 it is the answer itself, so small values keep their digits.
        TVector tail = TSimd.Multiply(TSimd.Multiply(TSimd.Create(0.5f), TSimd.Multiply(p, t)), e);
        return TSimd.Select(TSimd.LessThan(x, TSimd.Zero), tail, TSimd.Subtract(TSimd.Create(1), tail));
    }
}
