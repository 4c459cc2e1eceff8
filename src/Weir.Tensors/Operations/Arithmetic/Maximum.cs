using Weir.Tensors.Backends;
using Weir.Tensors.Backends.Simd;

namespace Weir.Tensors;

public static partial class Arithmetic
{
    /// <summary>max(a, b), entry by entry with broadcasting; where they are equal, each takes half of the gradient.</summary>
    /// <param name="left">Any shape.</param>
    /// <param name="right">A shape that can be broadcast with the other.</param>
    /// <exception cref="ShapeException">An axis has two different lengths, neither of them 1.</exception>
    public static Tensor Maximum(this Tensor left, Tensor right) => BinaryOperation<MaximumOperator>.Instance.Apply(left, right, 0);
}

/// <summary>max(a, b), entry by entry with broadcasting; where they are equal, each takes half of the gradient.</summary>
internal readonly struct MaximumOperator : IBinaryOperator
{
    public static string Name => "maximum";

    public static double Value(double a, double b, double parameter) => Math.Max(a, b);

    public static double DerivativeLeft(double a, double b, double parameter) => a > b ? 1 : a < b ? 0 : 0.5;

    public static double DerivativeRight(double a, double b, double parameter) => a > b ? 0 : a < b ? 1 : 0.5;

    public static TVector Value<TSimd, TVector>(TVector a, TVector b, TVector parameter)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct =>
        TSimd.Max(a, b);

    public static TVector DerivativeLeft<TSimd, TVector>(TVector a, TVector b, TVector parameter)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct =>
        TSimd.Select(TSimd.LessThan(b, a), TSimd.Create(1), TSimd.Select(TSimd.LessThan(a, b), TSimd.Zero, TSimd.Create(0.5f)));

    public static TVector DerivativeRight<TSimd, TVector>(TVector a, TVector b, TVector parameter)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct =>
        TSimd.Select(TSimd.LessThan(a, b), TSimd.Create(1), TSimd.Select(TSimd.LessThan(b, a), TSimd.Zero, TSimd.Create(0.5f)));
}
