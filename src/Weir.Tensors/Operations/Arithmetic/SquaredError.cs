using Weir.Tensors.Backends;
using Weir.Tensors.Backends.Simd;

namespace Weir.Tensors;

public static partial class Arithmetic
{
    /// <summary>(a − b)², entry by entry with broadcasting.</summary>
    /// <param name="left">Any shape.</param>
    /// <param name="right">A shape that can be broadcast with the other.</param>
    /// <exception cref="ShapeException">An axis has two different lengths, neither of them 1.</exception>
    public static Tensor SquaredError(this Tensor left, Tensor right) =>
        BinaryOperation<SquaredErrorOperator>.Instance.Apply(left, right, 0);
}

/// <summary>(a − b)², entry by entry with broadcasting.</summary>
internal readonly struct SquaredErrorOperator : IBinaryOperator
{
    public static string Name => "squaredError";

    public static double Value(double a, double b, double parameter) => (a - b) * (a - b);

    public static double DerivativeLeft(double a, double b, double parameter) => 2 * (a - b);

    public static double DerivativeRight(double a, double b, double parameter) => 2 * (b - a);

    public static TVector Value<TSimd, TVector>(TVector a, TVector b, TVector parameter)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct =>
        TSimd.Multiply(TSimd.Subtract(a, b), TSimd.Subtract(a, b));

    public static TVector DerivativeLeft<TSimd, TVector>(TVector a, TVector b, TVector parameter)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct =>
        TSimd.Multiply(TSimd.Create(2), TSimd.Subtract(a, b));

    public static TVector DerivativeRight<TSimd, TVector>(TVector a, TVector b, TVector parameter)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct =>
        TSimd.Multiply(TSimd.Create(2), TSimd.Subtract(b, a));
}
