using TorchSharp;
using static TorchSharp.torch;

namespace Weir.TorchSharp;

/// <summary>Brings single numbers from the device.</summary>
internal static class Scalars
{
    /// <summary>All of them, in one transfer where they are not in this processor's memory.</summary>
    public static double[] Read(params ReadOnlySpan<Tensor> values)
    {
        double[] numbers = new double[values.Length];
        if (values.Length == 0)
            return numbers;
        if (values[0].device_type != DeviceType.CPU)
        {
            using Tensor together = stack(values.ToArray().Select(value => value.to(ScalarType.Float64))).cpu();
            return together.data<double>().ToArray();
        }

        for (int i = 0; i < numbers.Length; i++)
            numbers[i] = values[i].ToDouble();
        return numbers;
    }

    /// <summary>
    /// ‖x‖. Squares of very small and very large numbers leave float32's range: such tensors are worked out in float64.
    /// </summary>
    public static double Norm(Tensor x)
    {
        const double Least = 1e-16, Most = 1e18;
        if (x.numel() == 0)
            return 0;
        if (x.dtype is ScalarType.Float16 or ScalarType.BFloat16)
            return Norm(x.to(ScalarType.Float32));
        double norm = Read(linalg.vector_norm(x))[0];
        double rms = norm / Math.Sqrt(x.numel());
        return x.dtype == ScalarType.Float64 || rms is > Least and < Most ? norm : Read(linalg.vector_norm(x.to(ScalarType.Float64)))[0];
    }
}
