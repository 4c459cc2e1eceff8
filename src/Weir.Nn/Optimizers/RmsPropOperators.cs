using Weir.Tensors.Backends;
using Weir.Tensors.Backends.Simd;

namespace Weir.Nn;

/// <summary>w − rate·g/(√v + ε) with v ← v + (1 − ρ)(g² − v), g with decay·w.</summary>
internal readonly struct RmsPropOperator : IUpdateOperator
{
    public static string Name => "rmsprop";

    public static int States => 1;

    public static double Apply(double weight, double gradient, ref double square, ref double secondState, ref double thirdState,
        in UpdateRates rates)
    {
        double whole = gradient + (rates.Decay * weight);
        square += rates.SquareShare * ((whole * whole) - square);
        return weight - (rates.Rate * whole / (Math.Sqrt(square) + rates.Epsilon));
    }

    public static TVector Apply<TSimd, TVector>(TVector weight, TVector gradient, ref TVector square, ref TVector secondState,
        ref TVector thirdState, in UpdateRates rates)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct
    {
        TVector whole = TSimd.MultiplyAdd(TSimd.Create(rates.Decay), weight, gradient);
        square = TSimd.MultiplyAdd(TSimd.Create(rates.SquareShare), TSimd.Subtract(TSimd.Multiply(whole, whole), square), square);
        return TSimd.Subtract(weight, TSimd.Divide(TSimd.Multiply(TSimd.Create(rates.Rate), whole),
            TSimd.Add(TSimd.Sqrt(square), TSimd.Create(rates.Epsilon))));
    }
}

/// <summary>w − rate·b with b ← μ·b + g/(√v + ε) and the same v.</summary>
internal readonly struct RmsPropMomentumOperator : IUpdateOperator
{
    public static string Name => "rmsprop momentum";

    public static int States => 2;

    public static double Apply(double weight, double gradient, ref double square, ref double velocity, ref double thirdState,
        in UpdateRates rates)
    {
        double whole = gradient + (rates.Decay * weight);
        square += rates.SquareShare * ((whole * whole) - square);
        velocity = (rates.Momentum * velocity) + (whole / (Math.Sqrt(square) + rates.Epsilon));
        return weight - (rates.Rate * velocity);
    }

    public static TVector Apply<TSimd, TVector>(TVector weight, TVector gradient, ref TVector square, ref TVector velocity,
        ref TVector thirdState, in UpdateRates rates)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct
    {
        TVector whole = TSimd.MultiplyAdd(TSimd.Create(rates.Decay), weight, gradient);
        square = TSimd.MultiplyAdd(TSimd.Create(rates.SquareShare), TSimd.Subtract(TSimd.Multiply(whole, whole), square), square);
        velocity = TSimd.MultiplyAdd(TSimd.Create(rates.Momentum), velocity,
            TSimd.Divide(whole, TSimd.Add(TSimd.Sqrt(square), TSimd.Create(rates.Epsilon))));
        return TSimd.MultiplyAdd(TSimd.Create(-rates.Rate), velocity, weight);
    }
}

/// <summary>w − rate·g/(√(v − u²) + ε) with u ← u + (1 − ρ)(g − u) and the same v.</summary>
internal readonly struct CentredRmsPropOperator : IUpdateOperator
{
    public static string Name => "rmsprop centred";

    public static int States => 2;

    public static double Apply(double weight, double gradient, ref double square, ref double mean, ref double thirdState,
        in UpdateRates rates)
    {
        double whole = gradient + (rates.Decay * weight);
        square += rates.SquareShare * ((whole * whole) - square);
        mean += rates.SquareShare * (whole - mean);
        // Rounding may take the difference below 0.
        double variance = Math.Max(0, square - (mean * mean));
        return weight - (rates.Rate * whole / (Math.Sqrt(variance) + rates.Epsilon));
    }

    public static TVector Apply<TSimd, TVector>(TVector weight, TVector gradient, ref TVector square, ref TVector mean,
        ref TVector thirdState, in UpdateRates rates)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct
    {
        TVector whole = TSimd.MultiplyAdd(TSimd.Create(rates.Decay), weight, gradient);
        square = TSimd.MultiplyAdd(TSimd.Create(rates.SquareShare), TSimd.Subtract(TSimd.Multiply(whole, whole), square), square);
        mean = TSimd.MultiplyAdd(TSimd.Create(rates.SquareShare), TSimd.Subtract(whole, mean), mean);
        TVector variance = TSimd.Max(TSimd.Zero, TSimd.Subtract(square, TSimd.Multiply(mean, mean)));
        return TSimd.Subtract(weight, TSimd.Divide(TSimd.Multiply(TSimd.Create(rates.Rate), whole),
            TSimd.Add(TSimd.Sqrt(variance), TSimd.Create(rates.Epsilon))));
    }
}

/// <summary>w − rate·b with b ← μ·b + g/(√(v − u²) + ε).</summary>
internal readonly struct CentredRmsPropMomentumOperator : IUpdateOperator
{
    public static string Name => "rmsprop centred momentum";

    public static int States => 3;

    public static double Apply(double weight, double gradient, ref double square, ref double mean, ref double velocity,
        in UpdateRates rates)
    {
        double whole = gradient + (rates.Decay * weight);
        square += rates.SquareShare * ((whole * whole) - square);
        mean += rates.SquareShare * (whole - mean);
        // Rounding may take the difference below 0.
        double variance = Math.Max(0, square - (mean * mean));
        velocity = (rates.Momentum * velocity) + (whole / (Math.Sqrt(variance) + rates.Epsilon));
        return weight - (rates.Rate * velocity);
    }

    public static TVector Apply<TSimd, TVector>(TVector weight, TVector gradient, ref TVector square, ref TVector mean,
        ref TVector velocity, in UpdateRates rates)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct
    {
        TVector whole = TSimd.MultiplyAdd(TSimd.Create(rates.Decay), weight, gradient);
        square = TSimd.MultiplyAdd(TSimd.Create(rates.SquareShare), TSimd.Subtract(TSimd.Multiply(whole, whole), square), square);
        mean = TSimd.MultiplyAdd(TSimd.Create(rates.SquareShare), TSimd.Subtract(whole, mean), mean);
        TVector variance = TSimd.Max(TSimd.Zero, TSimd.Subtract(square, TSimd.Multiply(mean, mean)));
        velocity = TSimd.MultiplyAdd(TSimd.Create(rates.Momentum), velocity,
            TSimd.Divide(whole, TSimd.Add(TSimd.Sqrt(variance), TSimd.Create(rates.Epsilon))));
        return TSimd.MultiplyAdd(TSimd.Create(-rates.Rate), velocity, weight);
    }
}
