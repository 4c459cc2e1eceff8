using Weir.Tensors.Backends;
using Weir.Tensors.Backends.Simd;

namespace Weir.Tensors;

public static partial class Arithmetic
{
    /// <summary>
    /// The cross-entropy of a probability target t with σ(x), from the logit x: max(x, 0) − x·t + ln(1 + e^(−|x|)), entry by entry.
    /// </summary>
    /// <param name="logits">Any shape.</param>
    /// <param name="targets">Probabilities in [0, 1], of the same shape or broadcast.</param>
    /// <exception cref="ShapeException">An axis has two different lengths, neither of them 1.</exception>
    public static Tensor SigmoidCrossEntropyError(this Tensor logits, Tensor targets) =>
        BinaryOperation<SigmoidCrossEntropyOperator>.Instance.Apply(logits, targets, 0);
}

/// <summary>
/// The cross-entropy of a probability target t with σ(x), from the logit x: max(x, 0) − x·t + ln(1 + e^(−|x|)), entry by entry.
/// </summary>
internal readonly struct SigmoidCrossEntropyOperator : IBinaryOperator
{
    public static string Name => "sigmoidCrossEntropy";

    public static double Value(double a, double b, double parameter) =>
        Math.Max(a, 0) - (a * b) + ScalarMath.LogOnePlus(Math.Exp(-Math.Abs(a)));

    public static double DerivativeLeft(double a, double b, double parameter) =>
        (a >= 0 ? 1 / (1 + Math.Exp(-a)) : Math.Exp(a) / (1 + Math.Exp(a))) - b;

    public static double DerivativeRight(double a, double b, double parameter) => -a;

    public static TVector Value<TSimd, TVector>(TVector a, TVector b, TVector parameter)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct =>
        TSimd.Add(TSimd.Subtract(TSimd.Max(a, TSimd.Zero), TSimd.Multiply(a, b)), SimdMath<TSimd, TVector>.SoftplusTail(a));

    public static TVector DerivativeLeft<TSimd, TVector>(TVector a, TVector b, TVector parameter)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct =>
        TSimd.Subtract(SimdMath<TSimd, TVector>.Sigmoid(a), b);

    public static TVector DerivativeRight<TSimd, TVector>(TVector a, TVector b, TVector parameter)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct =>
        TSimd.Negate(a);
}
