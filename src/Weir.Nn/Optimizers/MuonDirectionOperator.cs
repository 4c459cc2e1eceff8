using Weir.Tensors.Backends;
using Weir.Tensors.Backends.Simd;

namespace Weir.Nn;

/// <summary>Leaves w; v ← μ·v + g, and the direction state becomes f·g + h·v: v itself, or with Nesterov g + μ·v. g with decay·w.</summary>
internal readonly struct MuonDirectionOperator : IUpdateOperator
{
    public static string Name => "muon";

    public static int States => 2;

    public static double Apply(double weight, double gradient, ref double velocity, ref double direction, ref double thirdState,
        in UpdateRates rates)
    {
        double whole = gradient + (rates.Decay * weight);
        velocity = (rates.Momentum * velocity) + whole;
        direction = (rates.GradientFactor * whole) + (rates.MeanFactor * velocity);
        return weight;
    }

    public static TVector Apply<TSimd, TVector>(TVector weight, TVector gradient, ref TVector velocity, ref TVector direction,
        ref TVector thirdState, in UpdateRates rates)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct
    {
        TVector whole = TSimd.MultiplyAdd(TSimd.Create(rates.Decay), weight, gradient);
        velocity = TSimd.MultiplyAdd(TSimd.Create(rates.Momentum), velocity, whole);
        direction = TSimd.MultiplyAdd(TSimd.Create(rates.GradientFactor), whole, TSimd.Multiply(TSimd.Create(rates.MeanFactor), velocity));
        return weight;
    }
}
