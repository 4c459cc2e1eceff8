using Weir.Tensors.Backends;
using Weir.Tensors.Backends.Simd;

namespace Weir.Nn;

/// <summary>
/// coefficient·sign(w) is added to the gradient, which stands in the place of the weight, and the weight in that of the gradient.
/// </summary>
internal readonly struct L1Operator : IUpdateOperator
{
    public static string Name => "l1";

    public static int States => 0;

    public static double Apply(double gradient, double weight, ref double firstState, ref double secondState, ref double thirdState,
        in UpdateRates rates)
    {
        return gradient + (rates.Coefficient * (weight > 0 ? 1 : weight < 0 ? -1 : 0));
    }

    public static TVector Apply<TSimd, TVector>(TVector gradient, TVector weight, ref TVector firstState, ref TVector secondState,
        ref TVector thirdState, in UpdateRates rates)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct
    {
        TVector below = TSimd.Select(TSimd.LessThan(weight, TSimd.Zero), TSimd.Create(-1), TSimd.Zero);
        TVector sign = TSimd.Select(TSimd.LessThan(TSimd.Zero, weight), TSimd.Create(1), below);
        return TSimd.MultiplyAdd(TSimd.Create(rates.Coefficient), sign, gradient);
    }
}
