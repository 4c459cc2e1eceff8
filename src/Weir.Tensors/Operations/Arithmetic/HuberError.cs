using Weir.Tensors.Backends;
using Weir.Tensors.Backends.Simd;

namespace Weir.Tensors;

public static partial class Arithmetic
{
    /// <summary>½(a − b)² up to a distance of δ and δ(|a − b| − ½δ) beyond (Huber, 1964), with broadcasting.</summary>
    /// <param name="left">Any shape.</param>
    /// <param name="right">A shape that can be broadcast with the other.</param>
    /// <param name="delta">The distance at which the square ends; default 1.</param>
    /// <exception cref="ShapeException">An axis has two different lengths, neither of them 1.</exception>
    public static Tensor HuberError(this Tensor left, Tensor right, float delta = 1) =>
        BinaryOperation<HuberErrorOperator>.Instance.Apply(left, right, delta);
}

/// <summary>½(a − b)² up to a distance of δ and δ(|a − b| − ½δ) beyond (Huber, 1964), with broadcasting.</summary>
internal readonly struct HuberErrorOperator : IBinaryOperator
{
    public static string Name => "huberError";

    public static double Value(double a, double b, double parameter) => Math.Abs(a - b) <= parameter ? 0.5 * (a - b) * (a - b)
        : parameter * (Math.Abs(a - b) - (0.5 * parameter));

    public static double DerivativeLeft(double a, double b, double parameter) => Math.Clamp(a - b, -parameter, parameter);

    public static double DerivativeRight(double a, double b, double parameter) => Math.Clamp(b - a, -parameter, parameter);

    public static TVector Value<TSimd, TVector>(TVector a, TVector b, TVector parameter)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct =>
        Huber<TSimd, TVector>(TSimd.Abs(TSimd.Subtract(a, b)), parameter);

    public static TVector DerivativeLeft<TSimd, TVector>(TVector a, TVector b, TVector parameter)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct =>
        TSimd.Max(TSimd.Negate(parameter), TSimd.Min(parameter, TSimd.Subtract(a, b)));

    public static TVector DerivativeRight<TSimd, TVector>(TVector a, TVector b, TVector parameter)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct =>
        TSimd.Max(TSimd.Negate(parameter), TSimd.Min(parameter, TSimd.Subtract(b, a)));

    // m = min(d, δ): m(d − ½m) is ½d² on the inside and δ(d − ½δ) on the outside.
    private static TVector Huber<TSimd, TVector>(TVector distance, TVector delta)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct
    {
        TVector inside = TSimd.Min(distance, delta);
        return TSimd.Multiply(inside, TSimd.Subtract(distance, TSimd.Multiply(TSimd.Create(0.5f), inside)));
    }
}
