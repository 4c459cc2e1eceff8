using Weir.Tensors.Backends;
using Weir.Tensors.Backends.Simd;

namespace Weir.Nn;

/// <summary>w − rate·g/(√v + C) with v ← v + A·(g² − v), g with decay·w.</summary>
internal readonly struct RmsPropOperator : IUpdateOperator
{
    public static string Name => "rmsprop";

    public static int States => 1;

    public static double Apply(double weight, double gradient, ref double first, ref double second, ref double third, in UpdateRates rates)
    {
        double whole = gradient + (rates.Decay * weight);
        first += rates.A * ((whole * whole) - first);
        return weight - (rates.Rate * whole / (Math.Sqrt(first) + rates.C));
    }

    public static TVector Apply<TSimd, TVector>(TVector weight, TVector gradient, ref TVector first, ref TVector second, ref TVector third, in UpdateRates rates)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct
    {
        TVector whole = TSimd.MultiplyAdd(TSimd.Create(rates.Decay), weight, gradient);
        first = TSimd.MultiplyAdd(TSimd.Create(rates.A), TSimd.Subtract(TSimd.Multiply(whole, whole), first), first);
        return TSimd.Subtract(weight, TSimd.Divide(TSimd.Multiply(TSimd.Create(rates.Rate), whole), TSimd.Add(TSimd.Sqrt(first), TSimd.Create(rates.C))));
    }
}

/// <summary>w − rate·b with b ← B·b + g/(√v + C) and the same v.</summary>
internal readonly struct RmsPropMomentumOperator : IUpdateOperator
{
    public static string Name => "rmsprop momentum";

    public static int States => 2;

    public static double Apply(double weight, double gradient, ref double first, ref double second, ref double third, in UpdateRates rates)
    {
        double whole = gradient + (rates.Decay * weight);
        first += rates.A * ((whole * whole) - first);
        second = (rates.B * second) + (whole / (Math.Sqrt(first) + rates.C));
        return weight - (rates.Rate * second);
    }

    public static TVector Apply<TSimd, TVector>(TVector weight, TVector gradient, ref TVector first, ref TVector second, ref TVector third, in UpdateRates rates)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct
    {
        TVector whole = TSimd.MultiplyAdd(TSimd.Create(rates.Decay), weight, gradient);
        first = TSimd.MultiplyAdd(TSimd.Create(rates.A), TSimd.Subtract(TSimd.Multiply(whole, whole), first), first);
        second = TSimd.MultiplyAdd(TSimd.Create(rates.B), second, TSimd.Divide(whole, TSimd.Add(TSimd.Sqrt(first), TSimd.Create(rates.C))));
        return TSimd.MultiplyAdd(TSimd.Create(-rates.Rate), second, weight);
    }
}

/// <summary>w − rate·g/(√(v − u²) + C) with u ← u + A·(g − u) and the same v.</summary>
internal readonly struct CentredRmsPropOperator : IUpdateOperator
{
    public static string Name => "rmsprop centred";

    public static int States => 2;

    public static double Apply(double weight, double gradient, ref double first, ref double second, ref double third, in UpdateRates rates)
    {
        double whole = gradient + (rates.Decay * weight);
        first += rates.A * ((whole * whole) - first);
        second += rates.A * (whole - second);
        // Rounding may take the difference below 0.
        double variance = Math.Max(0, first - (second * second));
        return weight - (rates.Rate * whole / (Math.Sqrt(variance) + rates.C));
    }

    public static TVector Apply<TSimd, TVector>(TVector weight, TVector gradient, ref TVector first, ref TVector second, ref TVector third, in UpdateRates rates)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct
    {
        TVector whole = TSimd.MultiplyAdd(TSimd.Create(rates.Decay), weight, gradient);
        first = TSimd.MultiplyAdd(TSimd.Create(rates.A), TSimd.Subtract(TSimd.Multiply(whole, whole), first), first);
        second = TSimd.MultiplyAdd(TSimd.Create(rates.A), TSimd.Subtract(whole, second), second);
        TVector variance = TSimd.Max(TSimd.Zero, TSimd.Subtract(first, TSimd.Multiply(second, second)));
        return TSimd.Subtract(weight, TSimd.Divide(TSimd.Multiply(TSimd.Create(rates.Rate), whole), TSimd.Add(TSimd.Sqrt(variance), TSimd.Create(rates.C))));
    }
}

/// <summary>w − rate·b with b ← B·b + g/(√(v − u²) + C).</summary>
internal readonly struct CentredRmsPropMomentumOperator : IUpdateOperator
{
    public static string Name => "rmsprop centred momentum";

    public static int States => 3;

    public static double Apply(double weight, double gradient, ref double first, ref double second, ref double third, in UpdateRates rates)
    {
        double whole = gradient + (rates.Decay * weight);
        first += rates.A * ((whole * whole) - first);
        second += rates.A * (whole - second);
        // Rounding may take the difference below 0.
        double variance = Math.Max(0, first - (second * second));
        third = (rates.B * third) + (whole / (Math.Sqrt(variance) + rates.C));
        return weight - (rates.Rate * third);
    }

    public static TVector Apply<TSimd, TVector>(TVector weight, TVector gradient, ref TVector first, ref TVector second, ref TVector third, in UpdateRates rates)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct
    {
        TVector whole = TSimd.MultiplyAdd(TSimd.Create(rates.Decay), weight, gradient);
        first = TSimd.MultiplyAdd(TSimd.Create(rates.A), TSimd.Subtract(TSimd.Multiply(whole, whole), first), first);
        second = TSimd.MultiplyAdd(TSimd.Create(rates.A), TSimd.Subtract(whole, second), second);
        TVector variance = TSimd.Max(TSimd.Zero, TSimd.Subtract(first, TSimd.Multiply(second, second)));
        third = TSimd.MultiplyAdd(TSimd.Create(rates.B), third, TSimd.Divide(whole, TSimd.Add(TSimd.Sqrt(variance), TSimd.Create(rates.C))));
        return TSimd.MultiplyAdd(TSimd.Create(-rates.Rate), third, weight);
    }
}
