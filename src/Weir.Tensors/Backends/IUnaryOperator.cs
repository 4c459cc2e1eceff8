using Weir.Tensors.Backends.Simd;

namespace Weir.Tensors.Backends;

/// <summary>
/// A function of one number and its derivative, each as the oracle has it (float64, plain) and as vectors. It writes no
/// loop. <c>parameter</c> is the number that the operation was given (a negative slope, an exponent), 0 if it has none.
/// </summary>
internal interface IUnaryOperator
{
    static abstract string Name { get; }

    /// <summary>Whether the derivative follows from the output alone, so that the input need not be kept.</summary>
    static virtual bool DerivativeFromOutput => false;

    static abstract double Value(double x, double parameter);

    /// <summary>The derivative at x, with y = Value(x).</summary>
    static abstract double Derivative(double x, double y, double parameter);

    static abstract TVector Value<TSimd, TVector>(TVector x, TVector parameter)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct;

    /// <summary>The derivative; where <see cref="DerivativeFromOutput"/> holds, x is not meant to be looked at.</summary>
    static abstract TVector Derivative<TSimd, TVector>(TVector x, TVector y, TVector parameter)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct;
}
