using Weir.Tensors.Backends;
using Weir.Tensors.Backends.Simd;

namespace Weir.Nn;

/// <summary>w − rate·g/(√s + C) with s ← s + g², g with decay·w.</summary>
internal readonly struct AdaGradOperator : IUpdateOperator
{
    public static string Name => "adagrad";

    public static int States => 1;

    public static double Apply(double weight, double gradient, ref double first, ref double second, ref double third, in UpdateRates rates)
    {
        double whole = gradient + (rates.Decay * weight);
        first += whole * whole;
        return weight - (rates.Rate * whole / (Math.Sqrt(first) + rates.C));
    }

    public static TVector Apply<TSimd, TVector>(TVector weight, TVector gradient, ref TVector first, ref TVector second, ref TVector third, in UpdateRates rates)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct
    {
        TVector whole = TSimd.MultiplyAdd(TSimd.Create(rates.Decay), weight, gradient);
        first = TSimd.MultiplyAdd(whole, whole, first);
        return TSimd.Subtract(weight, TSimd.Divide(TSimd.Multiply(TSimd.Create(rates.Rate), whole), TSimd.Add(TSimd.Sqrt(first), TSimd.Create(rates.C))));
    }
}
