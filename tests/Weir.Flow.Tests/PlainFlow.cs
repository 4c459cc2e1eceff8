using Weir.Nn;
using Weir.Tensors;

namespace Weir.Flow.Tests;

/// <summary>
/// The quantities of a sample worked out again from whole arrays in float64: the same step is made on a copy of the network,
/// whose outputs keep their gradients.
/// </summary>
internal static class PlainFlow
{
    /// <summary>Output and gradient of a layer, samples × units; the gradient is null where none arrives.</summary>
    public sealed record Signal(float[] Output, float[]? Gradient, int Units);

    /// <summary>Watches a network: keeps the first output of each layer, with its gradient.</summary>
    public sealed class Keeper : IModuleWatcher
    {
        public Dictionary<Module, Tensor> Outputs { get; } = new(ReferenceEqualityComparer.Instance);

        public void OnOutput(Module module, Tensor input, Tensor output)
        {
            if (Outputs.TryAdd(module, output))
                output.RetainGradient();
        }

        public Dictionary<string, Signal> Signals(Module model) =>
            Outputs.ToDictionary(kept => ModuleMap.Of(model).PathOf(kept.Key), kept =>
                new Signal(kept.Value.ToArray(), kept.Value.Gradient(), kept.Value.Shape[^1]));
    }

    public static double Rms(float[] x) => Math.Sqrt(x.Average(v => (double)v * v));

    public static double Norm(float[] x) => Math.Sqrt(x.Sum(v => (double)v * v));

    public static double Cosine(float[] a, float[] b) => a.Zip(b, (x, y) => (double)x * y).Sum() / (Norm(a) * Norm(b));

    /// <summary>√ of the variance across samples, averaged over the entries of a sample.</summary>
    public static double Spread(float[] x, int units)
    {
        double sum = 0;
        for (int unit = 0; unit < units; unit++)
        {
            double[] column = [.. x.Where((_, i) => i % units == unit).Select(v => (double)v)];
            double mean = column.Average();
            sum += column.Average(v => (v - mean) * (v - mean));
        }

        return Math.Sqrt(sum / units);
    }

    /// <summary>The same network with the same values, for a step beside the one measured.</summary>
    public static void CopyTo(this Module from, Module to)
    {
        foreach ((Parameter source, Parameter target) in from.Parameters.Zip(to.Parameters))
            target.Set(source.Value.ToArray());
    }
}
