using Weir.Tensors.Backends;
using Weir.Tensors.Backends.Simd;

namespace Weir.Tensors;

public static partial class Arithmetic
{
    /// <summary>a/b, entry by entry with broadcasting.</summary>
    /// <param name="left">Any shape.</param>
    /// <param name="right">A shape that can be broadcast with the other.</param>
    /// <exception cref="ShapeException">An axis has two different lengths, neither of them 1.</exception>
    public static Tensor Divide(this Tensor left, Tensor right) => BinaryOperation<DivideOperator>.Instance.Apply(left, right, 0);
}

/// <summary>a/b, entry by entry with broadcasting.</summary>
internal readonly struct DivideOperator : IBinaryOperator
{
    public static string Name => "divide";

    public static double Value(double a, double b, double parameter) => a / b;

    public static double DerivativeLeft(double a, double b, double parameter) => 1 / b;

    public static double DerivativeRight(double a, double b, double parameter) => -a / (b * b);

    public static TVector Value<TSimd, TVector>(TVector a, TVector b, TVector parameter)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct =>
        TSimd.Divide(a, b);

    public static TVector DerivativeLeft<TSimd, TVector>(TVector a, TVector b, TVector parameter)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct =>
        TSimd.Divide(TSimd.Create(1), b);

    // Not a/b²: the square leaves float32's range long before the result does.
    public static TVector DerivativeRight<TSimd, TVector>(TVector a, TVector b, TVector parameter)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct =>
        TSimd.Negate(TSimd.Divide(TSimd.Divide(a, b), b));
}
