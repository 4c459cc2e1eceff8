using Weir.Tensors.Backends;
using Weir.Tensors.Backends.Simd;

namespace Weir.Tensors;

public static partial class Elementwise
{
    /// <summary>x².</summary>
    /// <param name="x">Any shape.</param>
    public static Tensor Square(this Tensor x) => UnaryOperation<SquareOperator>.Instance.Apply(x, 0);
}

/// <summary>x², derivative 2x.</summary>
internal readonly struct SquareOperator : IUnaryOperator
{
    public static string Name => "square";

    public static double Value(double x, double parameter) => x * x;

    public static double Derivative(double x, double y, double parameter) => 2 * x;

    public static TVector Value<TSimd, TVector>(TVector x, TVector parameter)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct =>
        TSimd.Multiply(x, x);

    public static TVector Derivative<TSimd, TVector>(TVector x, TVector y, TVector parameter)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct =>
        TSimd.Add(x, x);
}
