using Weir.Tensors.Backends;
using Weir.Tensors.Backends.Simd;

namespace Weir.Nn;

/// <summary>w − rate·d with d = g·√(u + ε)/√(v + ε), v ← v + (1 − ρ)(g² − v), u ← u + (1 − ρ)(d² − u), g with decay·w.</summary>
internal readonly struct AdadeltaOperator : IUpdateOperator
{
    public static string Name => "adadelta";

    public static int States => 2;

    public static double Apply(double weight, double gradient, ref double square, ref double changeSquare, ref double thirdState,
        in UpdateRates rates)
    {
        double whole = gradient + (rates.Decay * weight);
        square += rates.SquareShare * ((whole * whole) - square);
        double change = whole * Math.Sqrt(changeSquare + rates.Epsilon) / Math.Sqrt(square + rates.Epsilon);
        changeSquare += rates.SquareShare * ((change * change) - changeSquare);
        return weight - (rates.Rate * change);
    }

    public static TVector Apply<TSimd, TVector>(TVector weight, TVector gradient, ref TVector square, ref TVector changeSquare,
        ref TVector thirdState, in UpdateRates rates)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct
    {
        TVector whole = TSimd.MultiplyAdd(TSimd.Create(rates.Decay), weight, gradient);
        square = TSimd.MultiplyAdd(TSimd.Create(rates.SquareShare), TSimd.Subtract(TSimd.Multiply(whole, whole), square), square);
        TVector epsilon = TSimd.Create(rates.Epsilon);
        TVector change = TSimd.Multiply(whole,
            TSimd.Divide(TSimd.Sqrt(TSimd.Add(changeSquare, epsilon)), TSimd.Sqrt(TSimd.Add(square, epsilon))));
        changeSquare = TSimd.MultiplyAdd(TSimd.Create(rates.SquareShare), TSimd.Subtract(TSimd.Multiply(change, change), changeSquare),
            changeSquare);
        return TSimd.MultiplyAdd(TSimd.Create(-rates.Rate), change, weight);
    }
}
