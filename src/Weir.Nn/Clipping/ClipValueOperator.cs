using Weir.Tensors.Backends;
using Weir.Tensors.Backends.Simd;

namespace Weir.Nn;

/// <summary>The gradient (in the place of the weight) is kept within ± the coefficient.</summary>
internal readonly struct ClipValueOperator : IUpdateOperator
{
    public static string Name => "clip value";

    public static int States => 0;

    public static double Apply(double weight, double gradient, ref double first, ref double second, ref double third, in UpdateRates rates)
    {
        return Math.Min(rates.Coefficient, Math.Max(-rates.Coefficient, weight));
    }

    public static TVector Apply<TSimd, TVector>(TVector weight, TVector gradient, ref TVector first, ref TVector second, ref TVector third,
        in UpdateRates rates)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct
    {
        return TSimd.Min(TSimd.Create(rates.Coefficient), TSimd.Max(TSimd.Create(-rates.Coefficient), weight));
    }
}
