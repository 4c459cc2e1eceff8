using Weir.Tensors.Backends;
using Weir.Tensors.Backends.Simd;

namespace Weir.Nn;

/// <summary>The average (in the place of the weight) moves towards the weight (in that of the gradient): a + coefficient·(w − a).</summary>
internal readonly struct AverageOperator : IUpdateOperator
{
    public static string Name => "average";

    public static int States => 0;

    public static double Apply(double average, double weight, ref double firstState, ref double secondState, ref double thirdState,
        in UpdateRates rates)
    {
        return average + (rates.Coefficient * (weight - average));
    }

    public static TVector Apply<TSimd, TVector>(TVector average, TVector weight, ref TVector firstState, ref TVector secondState,
        ref TVector thirdState, in UpdateRates rates)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct
    {
        return TSimd.MultiplyAdd(TSimd.Create(rates.Coefficient), TSimd.Subtract(weight, average), average);
    }
}
