using Weir.Tensors.Backends;
using Weir.Tensors.Backends.Simd;

namespace Weir.Tensors;

public static partial class Elementwise
{
    /// <summary>|x|; the derivative at 0 is 0.</summary>
    /// <param name="x">Any shape.</param>
    public static Tensor Abs(this Tensor x) => UnaryOperation<AbsoluteOperator>.Instance.Apply(x, 0);
}

/// <summary>|x|, derivative sign x.</summary>
internal readonly struct AbsoluteOperator : IUnaryOperator
{
    public static string Name => "absolute";

    public static double Value(double x, double parameter) => Math.Abs(x);

    public static double Derivative(double x, double y, double parameter) => x > 0 ? 1 : x < 0 ? -1 : 0;

    public static TVector Value<TSimd, TVector>(TVector x, TVector parameter)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct =>
        TSimd.Abs(x);

    public static TVector Derivative<TSimd, TVector>(TVector x, TVector y, TVector parameter)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct =>
        TSimd.Select(TSimd.LessThan(TSimd.Zero, x), TSimd.Create(1),
            TSimd.Select(TSimd.LessThan(x, TSimd.Zero), TSimd.Create(-1), TSimd.Zero));
}
