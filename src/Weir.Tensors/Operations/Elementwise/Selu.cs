using Weir.Tensors.Backends;
using Weir.Tensors.Backends.Simd;

namespace Weir.Tensors;

public static partial class Elementwise
{
    /// <summary>The self-normalising unit of Klambauer et al. (2017): λx where x is positive and else λα(eˣ − 1).</summary>
    /// <param name="x">Any shape.</param>
    public static Tensor Selu(this Tensor x) => UnaryOperation<SeluOperator>.Instance.Apply(x, 0);
}

/// <summary>λx or λα(eˣ − 1), with the λ and α that keep mean 0 and variance 1.</summary>
internal readonly struct SeluOperator : IUnaryOperator
{
    private const double Scale = 1.0507009873554805;
    private const double Alpha = 1.6732632423543772;

    public static string Name => "selu";

    public static double Value(double x, double parameter) => x > 0 ? Scale * x : Scale * Alpha * ScalarMath.ExpMinusOne(x);

    public static double Derivative(double x, double y, double parameter) => x > 0 ? Scale : Scale * Alpha * Math.Exp(x);

    public static TVector Value<TSimd, TVector>(TVector x, TVector parameter)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct =>
        TSimd.Multiply(TSimd.Create((float)Scale), TSimd.Select(TSimd.LessThan(TSimd.Zero, x), x,
            TSimd.Multiply(TSimd.Create((float)Alpha), SimdMath<TSimd, TVector>.ExponentialMinusOne(TSimd.Min(x, TSimd.Zero)))));

    public static TVector Derivative<TSimd, TVector>(TVector x, TVector y, TVector parameter)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct =>
        TSimd.Multiply(TSimd.Create((float)Scale), TSimd.Select(TSimd.LessThan(TSimd.Zero, x), TSimd.Create(1),
            TSimd.Multiply(TSimd.Create((float)Alpha), SimdMath<TSimd, TVector>.Exponential(x))));
}
