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

    /// <summary>How many entries are not 0.</summary>
    public static long CountNonzero(Tensor x) => (x.dtype == ScalarType.Bool ? x : x.ne(0)).count_nonzero().ToInt64();

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
        double norm = NormOfChunks(x), rms = norm / Math.Sqrt(x.numel());
        return x.dtype == ScalarType.Float64 || rms is > Least and < Most ? norm : NormOfChunks(x.to(ScalarType.Float64));
    }

    /// <summary>
    /// Of many entries, libtorch adds the squares up one after the other in float32 and loses digits (a thousandth at twenty million): they
    /// are added up in chunks, and the chunks in float64.
    /// </summary>
    private static double NormOfChunks(Tensor x)
    {
        const long Chunk = 4096;
        long whole = x.numel() / Chunk * Chunk;
        if (whole <= Chunk)
            return Read(linalg.vector_norm(x))[0];
        Tensor flat = x.reshape(-1);
        Tensor chunks = linalg.vector_norm(flat.slice(0, 0, whole, 1).view(-1, Chunk), 2, [1]).to(ScalarType.Float64);
        double[] norms = Read(linalg.vector_norm(chunks), linalg.vector_norm(flat.slice(0, whole, flat.numel(), 1)).to(ScalarType.Float64));
        return Math.Sqrt((norms[0] * norms[0]) + (norms[1] * norms[1]));
    }
}
