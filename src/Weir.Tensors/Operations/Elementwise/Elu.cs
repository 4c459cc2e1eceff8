using Weir.Tensors.Backends;
using Weir.Tensors.Backends.Simd;

namespace Weir.Tensors;

public static partial class Elementwise
{
    /// <summary>x where x is positive and else alpha·(eˣ − 1) (Clevert, Unterthiner and Hochreiter, 2016).</summary>
    /// <param name="x">Any shape.</param>
    /// <param name="alpha">The value that it tends to at −∞, with the other sign; default 1.</param>
    public static Tensor Elu(this Tensor x, float alpha = 1) => UnaryOperation<EluOperator>.Instance.Apply(x, alpha);
}

/// <summary>x or α(eˣ − 1), derivative 1 or y + α.</summary>
internal readonly struct EluOperator : IUnaryOperator
{
    public static string Name => "elu";

    public static double Value(double x, double parameter) => x > 0 ? x : parameter * ScalarMath.ExpMinusOne(x);

    public static double Derivative(double x, double y, double parameter) => x > 0 ? 1 : parameter * Math.Exp(x);

    public static TVector Value<TSimd, TVector>(TVector x, TVector parameter)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct =>
        TSimd.Select(TSimd.LessThan(TSimd.Zero, x), x,
            TSimd.Multiply(parameter, SimdMath<TSimd, TVector>.ExponentialMinusOne(TSimd.Min(x, TSimd.Zero))));

    public static TVector Derivative<TSimd, TVector>(TVector x, TVector y, TVector parameter)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct =>
        TSimd.Select(TSimd.LessThan(TSimd.Zero, x), TSimd.Create(1), TSimd.Multiply(parameter, SimdMath<TSimd, TVector>.Exponential(x)));
}
