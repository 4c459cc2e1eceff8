using Weir.Tensors.Backends;
using Weir.Tensors.Backends.Simd;

namespace Weir.Tensors;

public static partial class Elementwise
{
    /// <summary>x·σ(x), also called swish (Elfwing, Uchibe and Doya, 2017).</summary>
    /// <param name="x">Any shape.</param>
    public static Tensor Silu(this Tensor x) => UnaryOperation<SiluOperator>.Instance.Apply(x, 0);
}

/// <summary>x·σ(x), derivative σ(x)(1 + x(1 − σ(x))).</summary>
internal readonly struct SiluOperator : IUnaryOperator
{
    public static string Name => "silu";

    public static double Value(double x, double parameter) => x / (1 + Math.Exp(-x));

    public static double Derivative(double x, double y, double parameter) =>
        (1 / (1 + Math.Exp(-x))) * (1 + (x * (1 - (1 / (1 + Math.Exp(-x))))));

    public static TVector Value<TSimd, TVector>(TVector x, TVector parameter)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct =>
        TSimd.Multiply(x, SimdMath<TSimd, TVector>.Sigmoid(x));

    public static TVector Derivative<TSimd, TVector>(TVector x, TVector y, TVector parameter)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct =>
        SimdMath<TSimd, TVector>.SiluDerivative(x);
}
