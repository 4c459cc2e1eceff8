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

    public static double Apply(double weight, double gradient, ref double firstState, ref double secondState, ref double thirdState,
        in UpdateRates rates) =>
        TOperator.Apply(weight * rates.Shrink, gradient * rates.GradientScale, ref firstState, ref secondState, ref thirdState,
            rates);

    public static TVector Apply<TSimd, TVector>(TVector weight, TVector gradient, ref TVector firstState, ref TVector secondState,
        ref TVector thirdState, in UpdateRates rates)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct => TOperator.Apply<TSimd, TVector>(
            TSimd.Multiply(weight, TSimd.Create(rates.Shrink)), TSimd.Multiply(gradient, TSimd.Create(rates.GradientScale)),
            ref firstState, ref secondState, ref thirdState, rates);
}
