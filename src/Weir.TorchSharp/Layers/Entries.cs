using Weir.Flow;
using static TorchSharp.torch;

namespace Weir.TorchSharp;

/// <summary>A part of a tensor's entries, brought to this processor.</summary>
internal static class Entries
{
    private const int Run = 16;
    private const double GoldenRatio = 0.6180339887498949;

    /// <summary>How the entries are distributed; of large tensors, those of runs that are spread evenly.</summary>
    public static Histogram Histogram(Tensor tensor, int most)
    {
        Tensor flat = tensor.detach().reshape(-1);
        if (flat.numel() > most)
        {
            long starts = Math.Max(0, flat.numel() - Run) + 1;
            long[] chosen = [.. Enumerable.Range(1, Math.Max(1, most / Run))
                .SelectMany(run => Enumerable.Range(0, Run).Select(i => (long)(run * GoldenRatio % 1 * starts) + i))];
            flat = flat.index_select(0, from_array(chosen).to(flat.device));
        }

        return Flow.Histogram.Of(Floats(flat));
    }

    /// <summary>All entries, row by row.</summary>
    public static float[] Floats(Tensor tensor) => tensor.detach().cpu().to(ScalarType.Float32).contiguous().data<float>().ToArray();
}
