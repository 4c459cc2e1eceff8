using Weir.Tensors.Backends;
using Weir.Tensors.Backends.Simd;

namespace Weir.Nn;

/// <summary>w − rate·g/(√s + ε) with s ← s + g², g with decay·w.</summary>
internal readonly struct AdaGradOperator : IUpdateOperator
{
    public static string Name => "adagrad";

    public static int States => 1;

    public static double Apply(double weight, double gradient, ref double sum, ref double secondState, ref double thirdState,
        in UpdateRates rates)
    {
        double whole = gradient + (rates.Decay * weight);
        sum += whole * whole;
        return weight - (rates.Rate * whole / (Math.Sqrt(sum) + rates.Epsilon));
    }

    public static TVector Apply<TSimd, TVector>(TVector weight, TVector gradient, ref TVector sum, ref TVector secondState,
        ref TVector thirdState, in UpdateRates rates)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct
    {
        TVector whole = TSimd.MultiplyAdd(TSimd.Create(rates.Decay), weight, gradient);
        sum = TSimd.MultiplyAdd(whole, whole, sum);
        return TSimd.Subtract(weight, TSimd.Divide(TSimd.Multiply(TSimd.Create(rates.Rate), whole),
            TSimd.Add(TSimd.Sqrt(sum), TSimd.Create(rates.Epsilon))));
    }
}
