using Weir.Tensors.Backends;
using Weir.Tensors.Backends.Simd;

namespace Weir.Nn;

/// <summary>w − rate·m/(c·√v + ε) with m ← m + (1 − β₁)(g − m), v ← v + (1 − β₂)(g² − v), c the correction of v, g with decay·w.</summary>
internal readonly struct AdamOperator : IUpdateOperator
{
    public static string Name => "adam";

    public static int States => 2;

    public static double Apply(double weight, double gradient, ref double mean, ref double square, ref double thirdState,
        in UpdateRates rates)
    {
        double whole = gradient + (rates.Decay * weight);
        mean += rates.MeanShare * (whole - mean);
        square += rates.SquareShare * ((whole * whole) - square);
        return weight - (rates.Rate * mean / ((Math.Sqrt(square) * rates.SquareCorrection) + rates.Epsilon));
    }

    public static TVector Apply<TSimd, TVector>(TVector weight, TVector gradient, ref TVector mean, ref TVector square,
        ref TVector thirdState, in UpdateRates rates)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct
    {
        TVector whole = TSimd.MultiplyAdd(TSimd.Create(rates.Decay), weight, gradient);
        mean = TSimd.MultiplyAdd(TSimd.Create(rates.MeanShare), TSimd.Subtract(whole, mean), mean);
        square = TSimd.MultiplyAdd(TSimd.Create(rates.SquareShare), TSimd.Subtract(TSimd.Multiply(whole, whole), square), square);
        return TSimd.Subtract(weight, TSimd.Divide(TSimd.Multiply(TSimd.Create(rates.Rate), mean),
            TSimd.MultiplyAdd(TSimd.Sqrt(square), TSimd.Create(rates.SquareCorrection), TSimd.Create(rates.Epsilon))));
    }
}

/// <summary>w − (rate·m + f·g)/(c·√v + ε) with the same m, v and c, f the factor of the gradient.</summary>
internal readonly struct NAdamOperator : IUpdateOperator
{
    public static string Name => "nadam";

    public static int States => 2;

    public static double Apply(double weight, double gradient, ref double mean, ref double square, ref double thirdState,
        in UpdateRates rates)
    {
        double whole = gradient + (rates.Decay * weight);
        mean += rates.MeanShare * (whole - mean);
        square += rates.SquareShare * ((whole * whole) - square);
        return weight - (((rates.Rate * mean) + (rates.GradientFactor * whole))
            / ((Math.Sqrt(square) * rates.SquareCorrection) + rates.Epsilon));
    }

    public static TVector Apply<TSimd, TVector>(TVector weight, TVector gradient, ref TVector mean, ref TVector square,
        ref TVector thirdState, in UpdateRates rates)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct
    {
        TVector whole = TSimd.MultiplyAdd(TSimd.Create(rates.Decay), weight, gradient);
        mean = TSimd.MultiplyAdd(TSimd.Create(rates.MeanShare), TSimd.Subtract(whole, mean), mean);
        square = TSimd.MultiplyAdd(TSimd.Create(rates.SquareShare), TSimd.Subtract(TSimd.Multiply(whole, whole), square), square);
        TVector ahead = TSimd.MultiplyAdd(TSimd.Create(rates.Rate), mean, TSimd.Multiply(TSimd.Create(rates.GradientFactor), whole));
        return TSimd.Subtract(weight, TSimd.Divide(ahead,
            TSimd.MultiplyAdd(TSimd.Sqrt(square), TSimd.Create(rates.SquareCorrection), TSimd.Create(rates.Epsilon))));
    }
}

/// <summary>
/// Leaves w; the direction state becomes f·m/(c·√v + ε) + decay·w with the same m, v and c of the gradient alone, f the correction of m.
/// </summary>
internal readonly struct LambDirectionOperator : IUpdateOperator
{
    public static string Name => "lamb";

    public static int States => 3;

    public static double Apply(double weight, double gradient, ref double mean, ref double square, ref double direction,
        in UpdateRates rates)
    {
        mean += rates.MeanShare * (gradient - mean);
        square += rates.SquareShare * ((gradient * gradient) - square);
        direction = (rates.MeanFactor * mean / ((Math.Sqrt(square) * rates.SquareCorrection) + rates.Epsilon)) + (rates.Decay * weight);
        return weight;
    }

    public static TVector Apply<TSimd, TVector>(TVector weight, TVector gradient, ref TVector mean, ref TVector square,
        ref TVector direction, in UpdateRates rates)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct
    {
        mean = TSimd.MultiplyAdd(TSimd.Create(rates.MeanShare), TSimd.Subtract(gradient, mean), mean);
        square = TSimd.MultiplyAdd(TSimd.Create(rates.SquareShare), TSimd.Subtract(TSimd.Multiply(gradient, gradient), square), square);
        TVector adapted = TSimd.Divide(TSimd.Multiply(TSimd.Create(rates.MeanFactor), mean),
            TSimd.MultiplyAdd(TSimd.Sqrt(square), TSimd.Create(rates.SquareCorrection), TSimd.Create(rates.Epsilon)));
        direction = TSimd.MultiplyAdd(TSimd.Create(rates.Decay), weight, adapted);
        return weight;
    }
}
