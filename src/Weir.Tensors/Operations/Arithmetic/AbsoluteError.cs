using Weir.Tensors.Backends;
using Weir.Tensors.Backends.Simd;

namespace Weir.Tensors;

public static partial class Arithmetic
{
    /// <summary>|a − b|, entry by entry with broadcasting; the derivative at 0 is 0.</summary>
    /// <param name="left">Any shape.</param>
    /// <param name="right">A shape that can be broadcast with the other.</param>
    /// <exception cref="ShapeException">An axis has two different lengths, neither of them 1.</exception>
    public static Tensor AbsoluteError(this Tensor left, Tensor right) =>
        BinaryOperation<AbsoluteErrorOperator>.Instance.Apply(left, right, 0);
}

/// <summary>|a − b|, entry by entry with broadcasting; the derivative at 0 is 0.</summary>
internal readonly struct AbsoluteErrorOperator : IBinaryOperator
{
    public static string Name => "absoluteError";

    public static double Value(double a, double b, double parameter) => Math.Abs(a - b);

    public static double DerivativeLeft(double a, double b, double parameter) => a > b ? 1 : a < b ? -1 : 0;

    public static double DerivativeRight(double a, double b, double parameter) => b > a ? 1 : b < a ? -1 : 0;

    public static TVector Value<TSimd, TVector>(TVector a, TVector b, TVector parameter)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct =>
        TSimd.Abs(TSimd.Subtract(a, b));

    public static TVector DerivativeLeft<TSimd, TVector>(TVector a, TVector b, TVector parameter)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct =>
        TSimd.Select(TSimd.LessThan(b, a), TSimd.Create(1), TSimd.Select(TSimd.LessThan(a, b), TSimd.Create(-1), TSimd.Zero));

    public static TVector DerivativeRight<TSimd, TVector>(TVector a, TVector b, TVector parameter)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct =>
        TSimd.Select(TSimd.LessThan(a, b), TSimd.Create(1), TSimd.Select(TSimd.LessThan(b, a), TSimd.Create(-1), TSimd.Zero));
}
