using Weir.Tensors.Backends.Simd;

namespace Weir.Tensors.Backends;

/// <summary>A rule whose gradients and weights are taken times a number first; the others do not pay for it.</summary>
/// <typeparam name="TOperator">The rule.</typeparam>
internal readonly struct ScaledOperator<TOperator> : IUpdateOperator
    where TOperator : struct, IUpdateOperator
{
    public static string Name => TOperator.Name;

    public static int States => TOperator.States;

    public static bool IsScaled => true;

    public static double Apply(double weight, double gradient, ref double first, ref double second, ref double third,
        in UpdateRates rates) =>
        TOperator.Apply(weight * rates.Shrink, gradient * rates.GradientScale, ref first, ref second, ref third, rates);

    public static TVector Apply<TSimd, TVector>(TVector weight, TVector gradient, ref TVector first, ref TVector second, ref TVector third,
        in UpdateRates rates)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct => TOperator.Apply<TSimd, TVector>(
            TSimd.Multiply(weight, TSimd.Create(rates.Shrink)), TSimd.Multiply(gradient, TSimd.Create(rates.GradientScale)), ref first,
                ref second, ref third, rates);
}
