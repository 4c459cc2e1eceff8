using Weir.Tensors.Backends;
using Weir.Tensors.Backends.Simd;

namespace Weir.Tensors;

public static partial class Elementwise
{
    /// <summary>The square root.</summary>
    /// <param name="x">Any shape.</param>
    public static Tensor Sqrt(this Tensor x) => UnaryOperation<SquareRootOperator>.Instance.Apply(x, 0);
}

/// <summary>√x, derivative 1/(2y).</summary>
internal readonly struct SquareRootOperator : IUnaryOperator
{
    public static string Name => "squareRoot";

    public static bool DerivativeFromOutput => true;

    public static double Value(double x, double parameter) => Math.Sqrt(x);

    public static double Derivative(double x, double y, double parameter) => 0.5 / y;

    public static TVector Value<TSimd, TVector>(TVector x, TVector parameter)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct =>
        TSimd.Sqrt(x);

    public static TVector Derivative<TSimd, TVector>(TVector x, TVector y, TVector parameter)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct =>
        TSimd.Divide(TSimd.Create(0.5f), y);
}
