using Weir.Tensors.Backends;
using Weir.Tensors.Backends.Simd;

namespace Weir.Tensors;

public static partial class Elementwise
{
    /// <summary>x + amount.</summary>
    /// <param name="x">Any shape.</param>
    /// <param name="amount">What is added to every entry.</param>
    public static Tensor Shift(this Tensor x, float amount) => UnaryOperation<ShiftOperator>.Instance.Apply(x, amount);
}

/// <summary>x + parameter.</summary>
internal readonly struct ShiftOperator : IUnaryOperator
{
    public static string Name => "shift";

    public static bool DerivativeFromOutput => true;

    public static double Value(double x, double parameter) => x + parameter;

    public static double Derivative(double x, double y, double parameter) => 1;

    public static TVector Value<TSimd, TVector>(TVector x, TVector parameter)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct =>
        TSimd.Add(x, parameter);

    public static TVector Derivative<TSimd, TVector>(TVector x, TVector y, TVector parameter)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct =>
        TSimd.Create(1);
}
