using Weir.Tensors.Backends;
using Weir.Tensors.Backends.Simd;

namespace Weir.Nn;

/// <summary>The average (in the place of the weight) moves towards the weight (in that of the gradient): a + coefficient·(w − a).</summary>
internal readonly struct AverageOperator : IUpdateOperator
{
    public static string Name => "average";

    public static int States => 0;

    public static double Apply(double weight, double gradient, ref double first, ref double second, ref double third, in UpdateRates rates)
    {
        return weight + (rates.Coefficient * (gradient - weight));
    }

    public static TVector Apply<TSimd, TVector>(TVector weight, TVector gradient, ref TVector first, ref TVector second, ref TVector third,
        in UpdateRates rates)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct
    {
        return TSimd.MultiplyAdd(TSimd.Create(rates.Coefficient), TSimd.Subtract(gradient, weight), weight);
    }
}
