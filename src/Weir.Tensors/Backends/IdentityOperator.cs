using Weir.Tensors.Backends.Simd;

namespace Weir.Tensors.Backends;

/// <summary>x itself: where a kernel fuses a function and there is none.</summary>
internal readonly struct IdentityOperator : IUnaryOperator
{
    public static string Name => "identity";

    public static bool DerivativeFromOutput => true;

    public static double Value(double x, double parameter) => x;

    public static double Derivative(double x, double y, double parameter) => 1;

    public static TVector Value<TSimd, TVector>(TVector x, TVector parameter)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct => x;

    public static TVector Derivative<TSimd, TVector>(TVector x, TVector y, TVector parameter)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct => TSimd.Create(1);
}
