using Weir.Tensors.Backends;
using Weir.Tensors.Backends.Simd;

namespace Weir.Nn;

/// <summary>The gradient (in the place of the weight) is kept within ± the coefficient.</summary>
internal readonly struct ClipValueOperator : IUpdateOperator
{
    public static string Name => "clip value";

    public static int States => 0;

    public static double Apply(double gradient, double weight, ref double firstState, ref double secondState, ref double thirdState,
        in UpdateRates rates)
    {
        return Math.Min(rates.Coefficient, Math.Max(-rates.Coefficient, gradient));
    }

    public static TVector Apply<TSimd, TVector>(TVector gradient, TVector weight, ref TVector firstState, ref TVector secondState,
        ref TVector thirdState, in UpdateRates rates)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct
    {
        return TSimd.Min(TSimd.Create(rates.Coefficient), TSimd.Max(TSimd.Create(-rates.Coefficient), gradient));
    }
}
