using Weir.Tensors.Backends;
using Weir.Tensors.Backends.Simd;

namespace Weir.Tensors;

public static partial class Elementwise
{
    /// <summary>x·Φ(x) with the normal distribution function Φ (Hendrycks and Gimpel, 2016; the exact form, not the tanh fit).</summary>
    /// <param name="x">Any shape.</param>
    public static Tensor Gelu(this Tensor x) => UnaryOperation<GeluOperator>.Instance.Apply(x, 0);
}

/// <summary>x·Φ(x), derivative Φ(x) + x·φ(x).</summary>
internal readonly struct GeluOperator : IUnaryOperator
{
    public static string Name => "gelu";

    public static double Value(double x, double parameter) => x * 0.5 * (1 + ScalarMath.Erf(x / Math.Sqrt(2)));

    public static double Derivative(double x, double y, double parameter) =>
        (0.5 * (1 + ScalarMath.Erf(x / Math.Sqrt(2)))) + (x * Math.Exp(-0.5 * x * x) / Math.Sqrt(2 * Math.PI));

    public static TVector Value<TSimd, TVector>(TVector x, TVector parameter)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct =>
        TSimd.Multiply(x, SimdMath<TSimd, TVector>.NormalDistribution(x));

    public static TVector Derivative<TSimd, TVector>(TVector x, TVector y, TVector parameter)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct
    {
        TVector share = SimdMath<TSimd, TVector>.NormalDistribution(x, out TVector density);
        return TSimd.MultiplyAdd(x, density, share);
    }
}
