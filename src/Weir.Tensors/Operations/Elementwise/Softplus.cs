using Weir.Tensors.Backends;
using Weir.Tensors.Backends.Simd;

namespace Weir.Tensors;

public static partial class Elementwise
{
    /// <summary>ln(1 + eˣ), a smooth max(x, 0).</summary>
    /// <param name="x">Any shape.</param>
    public static Tensor Softplus(this Tensor x) => UnaryOperation<SoftplusOperator>.Instance.Apply(x, 0);
}

/// <summary>ln(1 + eˣ), derivative σ(x).</summary>
internal readonly struct SoftplusOperator : IUnaryOperator
{
    public static string Name => "softplus";

    public static double Value(double x, double parameter) => Math.Max(x, 0) + ScalarMath.LogOnePlus(Math.Exp(-Math.Abs(x)));

    public static double Derivative(double x, double y, double parameter) => x >= 0 ? 1 / (1 + Math.Exp(-x))
        : Math.Exp(x) / (1 + Math.Exp(x));

    public static TVector Value<TSimd, TVector>(TVector x, TVector parameter)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct =>
        SimdMath<TSimd, TVector>.Softplus(x);

    public static TVector Derivative<TSimd, TVector>(TVector x, TVector y, TVector parameter)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct =>
        SimdMath<TSimd, TVector>.Sigmoid(x);
}
