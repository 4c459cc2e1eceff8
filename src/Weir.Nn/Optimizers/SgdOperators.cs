using Weir.Tensors.Backends;
using Weir.Tensors.Backends.Simd;

namespace Weir.Nn;

/// <summary>w − rate·(g + decay·w).</summary>
internal readonly struct SgdOperator : IUpdateOperator
{
    public static string Name => "sgd";

    public static int States => 0;

    public static double Apply(double weight, double gradient, ref double firstState, ref double secondState, ref double thirdState,
        in UpdateRates rates) =>
        weight - (rates.Rate * (gradient + (rates.Decay * weight)));

    public static TVector Apply<TSimd, TVector>(TVector weight, TVector gradient, ref TVector firstState, ref TVector secondState,
        ref TVector thirdState, in UpdateRates rates)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct
    {
        TVector whole = TSimd.MultiplyAdd(TSimd.Create(rates.Decay), weight, gradient);
        return TSimd.MultiplyAdd(TSimd.Create(-rates.Rate), whole, weight);
    }
}

/// <summary>w − rate·v with v ← μ·v + g + decay·w.</summary>
internal readonly struct MomentumOperator : IUpdateOperator
{
    public static string Name => "momentum";

    public static int States => 1;

    public static double Apply(double weight, double gradient, ref double velocity, ref double secondState, ref double thirdState,
        in UpdateRates rates)
    {
        velocity = (rates.Momentum * velocity) + gradient + (rates.Decay * weight);
        return weight - (rates.Rate * velocity);
    }

    public static TVector Apply<TSimd, TVector>(TVector weight, TVector gradient, ref TVector velocity, ref TVector secondState,
        ref TVector thirdState, in UpdateRates rates)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct
    {
        TVector whole = TSimd.MultiplyAdd(TSimd.Create(rates.Decay), weight, gradient);
        velocity = TSimd.MultiplyAdd(TSimd.Create(rates.Momentum), velocity, whole);
        return TSimd.MultiplyAdd(TSimd.Create(-rates.Rate), velocity, weight);
    }
}

/// <summary>w − rate·(g + decay·w + μ·v) with the same v.</summary>
internal readonly struct NesterovOperator : IUpdateOperator
{
    public static string Name => "nesterov";

    public static int States => 1;

    public static double Apply(double weight, double gradient, ref double velocity, ref double secondState, ref double thirdState,
        in UpdateRates rates)
    {
        double whole = gradient + (rates.Decay * weight);
        velocity = (rates.Momentum * velocity) + whole;
        return weight - (rates.Rate * (whole + (rates.Momentum * velocity)));
    }

    public static TVector Apply<TSimd, TVector>(TVector weight, TVector gradient, ref TVector velocity, ref TVector secondState,
        ref TVector thirdState, in UpdateRates rates)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct
    {
        TVector whole = TSimd.MultiplyAdd(TSimd.Create(rates.Decay), weight, gradient);
        velocity = TSimd.MultiplyAdd(TSimd.Create(rates.Momentum), velocity, whole);
        return TSimd.MultiplyAdd(TSimd.Create(-rates.Rate), TSimd.MultiplyAdd(TSimd.Create(rates.Momentum), velocity, whole), weight);
    }
}
