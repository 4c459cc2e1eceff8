using Weir.Tensors.Backends;
using Weir.Tensors.Backends.Simd;

namespace Weir.Nn;

/// <summary>w − rate·m/(D·√v + C) with m ← m + A·(g − m), v ← v + B·(g² − v), g with decay·w.</summary>
internal readonly struct AdamOperator : IUpdateOperator
{
    public static string Name => "adam";

    public static int States => 2;

    public static double Apply(double weight, double gradient, ref double first, ref double second, ref double third, in UpdateRates rates)
    {
        double whole = gradient + (rates.Decay * weight);
        first += rates.A * (whole - first);
        second += rates.B * ((whole * whole) - second);
        return weight - (rates.Rate * first / ((Math.Sqrt(second) * rates.D) + rates.C));
    }

    public static TVector Apply<TSimd, TVector>(TVector weight, TVector gradient, ref TVector first, ref TVector second, ref TVector third, in UpdateRates rates)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct
    {
        TVector whole = TSimd.MultiplyAdd(TSimd.Create(rates.Decay), weight, gradient);
        first = TSimd.MultiplyAdd(TSimd.Create(rates.A), TSimd.Subtract(whole, first), first);
        second = TSimd.MultiplyAdd(TSimd.Create(rates.B), TSimd.Subtract(TSimd.Multiply(whole, whole), second), second);
        return TSimd.Subtract(weight, TSimd.Divide(TSimd.Multiply(TSimd.Create(rates.Rate), first), TSimd.MultiplyAdd(TSimd.Sqrt(second), TSimd.Create(rates.D), TSimd.Create(rates.C))));
    }
}

/// <summary>w − (rate·m + E·g)/(D·√v + C) with the same m and v.</summary>
internal readonly struct NAdamOperator : IUpdateOperator
{
    public static string Name => "nadam";

    public static int States => 2;

    public static double Apply(double weight, double gradient, ref double first, ref double second, ref double third, in UpdateRates rates)
    {
        double whole = gradient + (rates.Decay * weight);
        first += rates.A * (whole - first);
        second += rates.B * ((whole * whole) - second);
        return weight - (((rates.Rate * first) + (rates.E * whole)) / ((Math.Sqrt(second) * rates.D) + rates.C));
    }

    public static TVector Apply<TSimd, TVector>(TVector weight, TVector gradient, ref TVector first, ref TVector second, ref TVector third, in UpdateRates rates)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct
    {
        TVector whole = TSimd.MultiplyAdd(TSimd.Create(rates.Decay), weight, gradient);
        first = TSimd.MultiplyAdd(TSimd.Create(rates.A), TSimd.Subtract(whole, first), first);
        second = TSimd.MultiplyAdd(TSimd.Create(rates.B), TSimd.Subtract(TSimd.Multiply(whole, whole), second), second);
        TVector ahead = TSimd.MultiplyAdd(TSimd.Create(rates.Rate), first, TSimd.Multiply(TSimd.Create(rates.E), whole));
        return TSimd.Subtract(weight, TSimd.Divide(ahead, TSimd.MultiplyAdd(TSimd.Sqrt(second), TSimd.Create(rates.D), TSimd.Create(rates.C))));
    }
}

/// <summary>Leaves w; the third state becomes E·m/(D·√v + C) + decay·w with the same m and v of the gradient alone.</summary>
internal readonly struct LambDirectionOperator : IUpdateOperator
{
    public static string Name => "lamb";

    public static int States => 3;

    public static double Apply(double weight, double gradient, ref double first, ref double second, ref double third, in UpdateRates rates)
    {
        first += rates.A * (gradient - first);
        second += rates.B * ((gradient * gradient) - second);
        third = (rates.E * first / ((Math.Sqrt(second) * rates.D) + rates.C)) + (rates.Decay * weight);
        return weight;
    }

    public static TVector Apply<TSimd, TVector>(TVector weight, TVector gradient, ref TVector first, ref TVector second, ref TVector third, in UpdateRates rates)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct
    {
        first = TSimd.MultiplyAdd(TSimd.Create(rates.A), TSimd.Subtract(gradient, first), first);
        second = TSimd.MultiplyAdd(TSimd.Create(rates.B), TSimd.Subtract(TSimd.Multiply(gradient, gradient), second), second);
        TVector adapted = TSimd.Divide(TSimd.Multiply(TSimd.Create(rates.E), first), TSimd.MultiplyAdd(TSimd.Sqrt(second), TSimd.Create(rates.D), TSimd.Create(rates.C)));
        third = TSimd.MultiplyAdd(TSimd.Create(rates.Decay), weight, adapted);
        return weight;
    }
}
