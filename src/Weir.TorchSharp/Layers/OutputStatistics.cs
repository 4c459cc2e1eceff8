using static TorchSharp.torch;

namespace Weir.TorchSharp;

/// <summary>What is said of an output, as in a trace.</summary>
internal readonly record struct OutputStatistics(double Rms, double Mean, double Std, double Max, double Zero, double Saturated)
{
    /// <summary>Up to here signals are worked out in float64, which costs nothing there.</summary>
    private const long Small = 1 << 16;

    /// <summary>Largest entries below which squares would leave float32's range.</summary>
    private const double Tiny = 1e-12;

    /// <summary>A signal without its history, of numbers that can be summed, with samples first and at least one other axis.</summary>
    public static Tensor Plain(Tensor signal)
    {
        Tensor plain = signal.detach();
        if (plain.dtype is ScalarType.Float16 or ScalarType.BFloat16)
            plain = plain.to(ScalarType.Float32);
        return plain.dim() switch
        {
            0 => plain.reshape(1, 1),
            1 => plain.unsqueeze(1),
            _ => plain,
        };
    }

    /// <summary>Measures a plain signal.</summary>
    /// <param name="signal">The signal.</param>
    /// <param name="unitAxis">The axis that counts units.</param>
    /// <param name="limits">Where the layer's function is flat; null where it is nowhere.</param>
    /// <param name="isNonnegative">Whether nothing is below 0.</param>
    /// <returns>Its statistics, and the largest absolute value of each unit.</returns>
    public static (OutputStatistics Statistics, Tensor Largest) Of(Tensor signal, int unitAxis, (float Low, float High)? limits,
        bool isNonnegative)
    {
        long size = signal.numel();
        Tensor largest = LargestOfUnits(signal, unitAxis, isNonnegative);
        if (size == 0)
            return (default, largest);
        double max = Scalars.Read(largest.max())[0];
        Tensor exact = signal.dtype != ScalarType.Float64 && (size <= Small || max < Tiny) ? signal.to(ScalarType.Float64) : signal;
        // The mean square is the variance across samples and the square of the mean.
        Tensor mean = exact.mean([0]);
        double deviation = Scalars.Norm(exact - mean), variance = deviation * deviation / size;
        double[] read = Scalars.Read(mean.mean(), mean.square().mean());
        double zero = 1 - ((double)Scalars.CountNonzero(signal) / size);
        return (new OutputStatistics
        {
            Rms = Math.Sqrt(variance + read[1]),
            Mean = read[0],
            Std = Math.Sqrt(variance),
            Max = max,
            Zero = zero,
            Saturated = limits is not { } flat ? 0 : isNonnegative && flat is (0, float.PositiveInfinity) ? zero
                : (double)CountFlat(signal, flat) / size,
        }, largest);
    }

    /// <summary>The largest absolute value of each unit.</summary>
    public static Tensor LargestOfUnits(Tensor signal, int unitAxis, bool isNonnegative = false)
    {
        long[] others = [.. Enumerable.Range(0, (int)signal.dim()).Where(axis => axis != unitAxis).Select(axis => (long)axis)];
        return signal.numel() == 0 ? zeros([signal.shape[unitAxis]], signal.dtype, signal.device)
            : isNonnegative ? signal.amax(others) : maximum(signal.amax(others), signal.amin(others).neg());
    }

    private static long CountFlat(Tensor signal, (float Low, float High) limits) => Scalars.CountNonzero(signal.le(limits.Low))
        + (float.IsPositiveInfinity(limits.High) ? 0 : Scalars.CountNonzero(signal.ge(limits.High)));
}
