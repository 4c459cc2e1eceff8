using Weir.Tensors.Backends;
using Weir.Tensors.Backends.Simd;

namespace Weir.Nn;

/// <summary>Leaves w; v ← A·v + g, and the second state becomes B·g + C·v: v itself, or with Nesterov g + A·v. g with decay·w.</summary>
internal readonly struct MuonDirectionOperator : IUpdateOperator
{
    public static string Name => "muon";

    public static int States => 2;

    public static double Apply(double weight, double gradient, ref double first, ref double second, ref double third, in UpdateRates rates)
    {
        double whole = gradient + (rates.Decay * weight);
        first = (rates.A * first) + whole;
        second = (rates.B * whole) + (rates.C * first);
        return weight;
    }

    public static TVector Apply<TSimd, TVector>(TVector weight, TVector gradient, ref TVector first, ref TVector second, ref TVector third, in UpdateRates rates)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct
    {
        TVector whole = TSimd.MultiplyAdd(TSimd.Create(rates.Decay), weight, gradient);
        first = TSimd.MultiplyAdd(TSimd.Create(rates.A), first, whole);
        second = TSimd.MultiplyAdd(TSimd.Create(rates.B), whole, TSimd.Multiply(TSimd.Create(rates.C), first));
        return weight;
    }
}
