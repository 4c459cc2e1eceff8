using Weir.Tensors.Backends;
using Weir.Tensors.Backends.Simd;

namespace Weir.Tensors;

public static partial class Elementwise
{
    /// <summary>eˣ.</summary>
    /// <param name="x">Any shape.</param>
    public static Tensor Exp(this Tensor x) => UnaryOperation<ExponentialOperator>.Instance.Apply(x, 0);
}

/// <summary>eˣ, which is its own derivative.</summary>
internal readonly struct ExponentialOperator : IUnaryOperator
{
    public static string Name => "exponential";

    public static bool DerivativeFromOutput => true;

    public static double Value(double x, double parameter) => Math.Exp(x);

    public static double Derivative(double x, double y, double parameter) => y;

    public static TVector Value<TSimd, TVector>(TVector x, TVector parameter)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct =>
        SimdMath<TSimd, TVector>.Exponential(x);

    public static TVector Derivative<TSimd, TVector>(TVector x, TVector y, TVector parameter)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct =>
        y;
}
