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
    /// <returns>Its statistics, and the largest absolute value of each unit.</returns>
    public static (OutputStatistics Statistics, Tensor Largest) Of(Tensor signal, int unitAxis, (float Low, float High)? limits)
    {
        long size = signal.numel();
        Tensor largest = LargestOfUnits(signal, unitAxis);
        if (size == 0)
            return (default, largest);
        double max = Scalars.Read(largest.max())[0];
        Tensor exact = signal.dtype != ScalarType.Float64 && (size <= Small || max < Tiny) ? signal.to(ScalarType.Float64) : signal;
        (Tensor variance, Tensor mean) = var_mean(exact, [0], unbiased: false);
        // The mean square is the variance across samples and the square of the mean, so that the signal is read once for both.
        double[] read = Scalars.Read(mean.mean(), variance.mean(), mean.square().mean(), signal.count_nonzero());
        return (new OutputStatistics
        {
            Rms = Math.Sqrt(read[1] + read[2]),
            Mean = read[0],
            Std = Math.Sqrt(read[1]),
            Max = max,
            Zero = 1 - (read[3] / size),
            Saturated = limits is { } flat ? Scalars.Read(CountFlat(signal, flat))[0] / size : 0,
        }, largest);
    }

    /// <summary>The largest absolute value of each unit.</summary>
    public static Tensor LargestOfUnits(Tensor signal, int unitAxis)
    {
        long[] others = [.. Enumerable.Range(0, (int)signal.dim()).Where(axis => axis != unitAxis).Select(axis => (long)axis)];
        return signal.numel() == 0 ? zeros([signal.shape[unitAxis]], signal.dtype, signal.device)
            : maximum(signal.amax(others), signal.amin(others).neg());
    }

    private static Tensor CountFlat(Tensor signal, (float Low, float High) limits) => float.IsPositiveInfinity(limits.High)
        ? signal.le(limits.Low).sum()
        : signal.le(limits.Low).sum() + signal.ge(limits.High).sum();
}
