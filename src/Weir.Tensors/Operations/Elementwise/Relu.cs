using Weir.Tensors.Backends;
using Weir.Tensors.Backends.Simd;

namespace Weir.Tensors;

public static partial class Elementwise
{
    /// <summary>max(x, 0).</summary>
    /// <param name="x">Any shape.</param>
    public static Tensor Relu(this Tensor x) => UnaryOperation<ReluOperator>.Instance.Apply(x, 0);
}

/// <summary>max(x, 0); the derivative at 0 is 0.</summary>
internal readonly struct ReluOperator : IUnaryOperator
{
    public static string Name => "relu";

    public static bool DerivativeFromOutput => true;

    public static double Value(double x, double parameter) => x > 0 ? x : double.IsNaN(x) ? x : 0;

    public static double Derivative(double x, double y, double parameter) => y > 0 ? 1 : 0;

    public static TVector Value<TSimd, TVector>(TVector x, TVector parameter)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct =>
        TSimd.Max(x, TSimd.Zero);

    public static TVector Derivative<TSimd, TVector>(TVector x, TVector y, TVector parameter)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct =>
        TSimd.And(TSimd.LessThan(TSimd.Zero, y), TSimd.Create(1));
}
