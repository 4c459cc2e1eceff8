using Weir.Tensors.Backends;
using Weir.Tensors.Backends.Simd;

namespace Weir.Tensors;

public static partial class Elementwise
{
    /// <summary>1/(1 + e⁻ˣ); its derivative is at most 1/4.</summary>
    /// <param name="x">Any shape.</param>
    public static Tensor Sigmoid(this Tensor x) => UnaryOperation<SigmoidOperator>.Instance.Apply(x, 0);
}

/// <summary>1/(1 + e⁻ˣ), derivative y(1 − y).</summary>
internal readonly struct SigmoidOperator : IUnaryOperator
{
    public static string Name => "sigmoid";

    public static bool DerivativeFromOutput => true;

    public static double Value(double x, double parameter) => x >= 0 ? 1 / (1 + Math.Exp(-x)) : Math.Exp(x) / (1 + Math.Exp(x));

    public static double Derivative(double x, double y, double parameter) => y * (1 - y);

    public static TVector Value<TSimd, TVector>(TVector x, TVector parameter)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct =>
        SimdMath<TSimd, TVector>.Sigmoid(x);

    public static TVector Derivative<TSimd, TVector>(TVector x, TVector y, TVector parameter)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct =>
        TSimd.Multiply(y, TSimd.Subtract(TSimd.Create(1), y));
}
