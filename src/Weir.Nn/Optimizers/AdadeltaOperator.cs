using Weir.Tensors.Backends;
using Weir.Tensors.Backends.Simd;

namespace Weir.Nn;

/// <summary>w − rate·d with d = g·√(u + C)/√(v + C), v ← v + A·(g² − v), u ← u + A·(d² − u), g with decay·w.</summary>
internal readonly struct AdadeltaOperator : IUpdateOperator
{
    public static string Name => "adadelta";

    public static int States => 2;

    public static double Apply(double weight, double gradient, ref double first, ref double second, ref double third, in UpdateRates rates)
    {
        double whole = gradient + (rates.Decay * weight);
        first += rates.A * ((whole * whole) - first);
        double change = whole * Math.Sqrt(second + rates.C) / Math.Sqrt(first + rates.C);
        second += rates.A * ((change * change) - second);
        return weight - (rates.Rate * change);
    }

    public static TVector Apply<TSimd, TVector>(TVector weight, TVector gradient, ref TVector first, ref TVector second, ref TVector third, in UpdateRates rates)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct
    {
        TVector whole = TSimd.MultiplyAdd(TSimd.Create(rates.Decay), weight, gradient);
        first = TSimd.MultiplyAdd(TSimd.Create(rates.A), TSimd.Subtract(TSimd.Multiply(whole, whole), first), first);
        TVector epsilon = TSimd.Create(rates.C);
        TVector change = TSimd.Multiply(whole, TSimd.Divide(TSimd.Sqrt(TSimd.Add(second, epsilon)), TSimd.Sqrt(TSimd.Add(first, epsilon))));
        second = TSimd.MultiplyAdd(TSimd.Create(rates.A), TSimd.Subtract(TSimd.Multiply(change, change), second), second);
        return TSimd.MultiplyAdd(TSimd.Create(-rates.Rate), change, weight);
    }
}
