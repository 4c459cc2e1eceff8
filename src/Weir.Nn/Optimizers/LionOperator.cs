using Weir.Tensors.Backends;
using Weir.Tensors.Backends.Simd;

namespace Weir.Nn;

/// <summary>w − rate·sign(m + f·(g − m)), then m ← m + (1 − β₂)(g − m), f the factor of the gradient, g with decay·w.</summary>
internal readonly struct LionOperator : IUpdateOperator
{
    public static string Name => "lion";

    public static int States => 1;

    public static double Apply(double weight, double gradient, ref double mean, ref double secondState, ref double thirdState,
        in UpdateRates rates)
    {
        double whole = gradient + (rates.Decay * weight);
        double blend = mean + (rates.GradientFactor * (whole - mean));
        mean += rates.MeanShare * (whole - mean);
        // What is no number stays so, to be seen.
        double sign = blend > 0 ? 1 : blend < 0 ? -1 : blend;
        return weight - (rates.Rate * sign);
    }

    public static TVector Apply<TSimd, TVector>(TVector weight, TVector gradient, ref TVector mean, ref TVector secondState,
        ref TVector thirdState, in UpdateRates rates)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct
    {
        TVector whole = TSimd.MultiplyAdd(TSimd.Create(rates.Decay), weight, gradient);
        TVector change = TSimd.Subtract(whole, mean);
        TVector blend = TSimd.MultiplyAdd(TSimd.Create(rates.GradientFactor), change, mean);
        mean = TSimd.MultiplyAdd(TSimd.Create(rates.MeanShare), change, mean);
        TVector below = TSimd.Select(TSimd.LessThan(blend, TSimd.Zero), TSimd.Create(-1), blend);
        TVector sign = TSimd.Select(TSimd.LessThan(TSimd.Zero, blend), TSimd.Create(1), below);
        return TSimd.MultiplyAdd(TSimd.Create(-rates.Rate), sign, weight);
    }
}
