using Weir.Tensors.Backends.Simd;

namespace Weir.Tensors.Backends;

/// <summary>A function of two numbers and its two derivatives, as the oracle has them and as vectors. It writes no loop.</summary>
internal interface IBinaryOperator
{
    static abstract string Name { get; }

    static abstract double Value(double a, double b, double parameter);

    /// <summary>∂value/∂a.</summary>
    static abstract double DerivativeLeft(double a, double b, double parameter);

    /// <summary>∂value/∂b.</summary>
    static abstract double DerivativeRight(double a, double b, double parameter);

    static abstract TVector Value<TSimd, TVector>(TVector a, TVector b, TVector parameter)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct;

    static abstract TVector DerivativeLeft<TSimd, TVector>(TVector a, TVector b, TVector parameter)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct;

    static abstract TVector DerivativeRight<TSimd, TVector>(TVector a, TVector b, TVector parameter)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct;
}
