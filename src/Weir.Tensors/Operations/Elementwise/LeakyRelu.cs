using Weir.Tensors.Backends;
using Weir.Tensors.Backends.Simd;

namespace Weir.Tensors;

public static partial class Elementwise
{
    /// <summary>x where x is positive and else slope·x (Maas, Hannun and Ng, 2013).</summary>
    /// <param name="x">Any shape.</param>
    /// <param name="slope">The slope on the negative side; default 0.01.</param>
    public static Tensor LeakyRelu(this Tensor x, float slope = 0.01f) => UnaryOperation<LeakyReluOperator>.Instance.Apply(x, slope);
}

/// <summary>x or parameter·x. The derivative is taken from the input: a negative parameter would hide its sign.</summary>
internal readonly struct LeakyReluOperator : IUnaryOperator
{
    public static string Name => "leakyRelu";

    public static double Value(double x, double parameter) => x > 0 ? x : parameter * x;

    public static double Derivative(double x, double y, double parameter) => x > 0 ? 1 : parameter;

    public static TVector Value<TSimd, TVector>(TVector x, TVector parameter)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct =>
        TSimd.Select(TSimd.LessThan(TSimd.Zero, x), x, TSimd.Multiply(parameter, x));

    public static TVector Derivative<TSimd, TVector>(TVector x, TVector y, TVector parameter)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct =>
        TSimd.Select(TSimd.LessThan(TSimd.Zero, x), TSimd.Create(1), parameter);
}
