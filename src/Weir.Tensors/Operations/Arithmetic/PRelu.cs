using Weir.Tensors.Backends;
using Weir.Tensors.Backends.Simd;

namespace Weir.Tensors;

public static partial class Arithmetic
{
    /// <summary>x where x is positive and else slope·x, with slopes that are learnt, one for all or one a unit (He et al., 2015).</summary>
    /// <param name="x">Any shape; units last.</param>
    /// <param name="slopes">The slopes: one number, or one a unit.</param>
    /// <exception cref="ShapeException">An axis has two different lengths, neither of them 1.</exception>
    public static Tensor PRelu(this Tensor x, Tensor slopes) => BinaryOperation<PReluOperator>.Instance.Apply(x, slopes, 0);
}

/// <summary>x where x is positive and else slope·x, with slopes that are learnt, one for all or one a unit (He et al., 2015).</summary>
internal readonly struct PReluOperator : IBinaryOperator
{
    public static string Name => "pRelu";

    public static double Value(double a, double b, double parameter) => a > 0 ? a : a * b;

    public static double DerivativeLeft(double a, double b, double parameter) => a > 0 ? 1 : b;

    public static double DerivativeRight(double a, double b, double parameter) => a > 0 ? 0 : a;

    public static TVector Value<TSimd, TVector>(TVector a, TVector b, TVector parameter)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct =>
        TSimd.Select(TSimd.LessThan(TSimd.Zero, a), a, TSimd.Multiply(a, b));

    public static TVector DerivativeLeft<TSimd, TVector>(TVector a, TVector b, TVector parameter)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct =>
        TSimd.Select(TSimd.LessThan(TSimd.Zero, a), TSimd.Create(1), b);

    public static TVector DerivativeRight<TSimd, TVector>(TVector a, TVector b, TVector parameter)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct =>
        TSimd.Min(a, TSimd.Zero);
}
