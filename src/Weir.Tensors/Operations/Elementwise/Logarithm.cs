using Weir.Tensors.Backends;
using Weir.Tensors.Backends.Simd;

namespace Weir.Tensors;

public static partial class Elementwise
{
    /// <summary>The natural logarithm; −∞ at 0, not a number below.</summary>
    /// <param name="x">Any shape.</param>
    public static Tensor Log(this Tensor x) => UnaryOperation<LogarithmOperator>.Instance.Apply(x, 0);
}

/// <summary>ln x, derivative 1/x.</summary>
internal readonly struct LogarithmOperator : IUnaryOperator
{
    public static string Name => "logarithm";

    public static double Value(double x, double parameter) => Math.Log(x);

    public static double Derivative(double x, double y, double parameter) => 1 / x;

    public static TVector Value<TSimd, TVector>(TVector x, TVector parameter)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct =>
        SimdMath<TSimd, TVector>.Logarithm(x);

    public static TVector Derivative<TSimd, TVector>(TVector x, TVector y, TVector parameter)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct =>
        TSimd.Divide(TSimd.Create(1), x);
}
