using Weir.Tensors.Backends;
using Weir.Tensors.Backends.Simd;

namespace Weir.Tensors;

public static partial class Elementwise
{
    /// <summary>The hyperbolic tangent; its derivative is at most 1.</summary>
    /// <param name="x">Any shape.</param>
    public static Tensor Tanh(this Tensor x) => UnaryOperation<TanhOperator>.Instance.Apply(x, 0);
}

/// <summary>tanh x, derivative 1 − y².</summary>
internal readonly struct TanhOperator : IUnaryOperator
{
    public static string Name => "tanh";

    public static bool DerivativeFromOutput => true;

    public static double Value(double x, double parameter) => Math.Tanh(x);

    public static double Derivative(double x, double y, double parameter) => 1 - (y * y);

    public static TVector Value<TSimd, TVector>(TVector x, TVector parameter)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct =>
        SimdMath<TSimd, TVector>.Tanh(x);

    public static TVector Derivative<TSimd, TVector>(TVector x, TVector y, TVector parameter)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct =>
        TSimd.Subtract(TSimd.Create(1), TSimd.Multiply(y, y));
}
