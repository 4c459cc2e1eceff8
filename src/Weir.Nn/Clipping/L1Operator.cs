using Weir.Tensors.Backends;
using Weir.Tensors.Backends.Simd;

namespace Weir.Nn;

/// <summary>
/// coefficient·sign(w) is added to the gradient, which stands in the place of the weight, and the weight in that of the gradient.
/// </summary>
internal readonly struct L1Operator : IUpdateOperator
{
    public static string Name => "l1";

    public static int States => 0;

    public static double Apply(double weight, double gradient, ref double first, ref double second, ref double third, in UpdateRates rates)
    {
        return weight + (rates.Coefficient * (gradient > 0 ? 1 : gradient < 0 ? -1 : 0));
    }

    public static TVector Apply<TSimd, TVector>(TVector weight, TVector gradient, ref TVector first, ref TVector second, ref TVector third,
        in UpdateRates rates)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct
    {
        TVector below = TSimd.Select(TSimd.LessThan(gradient, TSimd.Zero), TSimd.Create(-1), TSimd.Zero);
        TVector sign = TSimd.Select(TSimd.LessThan(TSimd.Zero, gradient), TSimd.Create(1), below);
        return TSimd.MultiplyAdd(TSimd.Create(rates.Coefficient), sign, weight);
    }
}
