namespace Weir.Flow;

/// <summary>
/// How the gradient's size changes from layer to layer on its way to the input: the slope of log₁₀ ‖δ‖ over depth by least
/// squares, in decades per layer. Below 0 it vanishes, above 0 it explodes. ‖δ‖ is the norm of a sample's δ and not delta.rms: a
/// gradient that is shared by more units or pixels has a smaller rms without being smaller, so that networks of any shapes compare.
/// </summary>
public static class Attenuation
{
    /// <summary>The attenuation over the layers that have weights.</summary>
    /// <param name="header">The layers, the one nearest to the input first.</param>
    /// <param name="layers">What was measured of each.</param>
    /// <returns>Decades per layer; null with fewer than two layers with a gradient above 0.</returns>
    public static double? Of(TraceHeader header, IReadOnlyList<LayerFlow> layers)
    {
        int count = 0, depth = 0;
        double sumX = 0, sumY = 0, sumXX = 0, sumXY = 0;
        // Depth is counted from the output, which the gradient meets first.
        for (int i = layers.Count - 1; i >= 0; i--)
        {
            if (!header.Layers[i].HasWeights)
                continue;
            if (NormOf(header.Layers[i], layers[i]) is { } norm and > 0 && double.IsFinite(norm))
            {
                double y = Math.Log10(norm);
                count++;
                sumX += depth;
                sumY += y;
                sumXX += (double)depth * depth;
                sumXY += depth * y;
            }

            depth++;
        }

        double variance = (count * sumXX) - (sumX * sumX);
        return count < 2 ? null : ((count * sumXY) - (sumX * sumY)) / variance;
    }

    /// <summary>‖δ‖ of a sample, as the root of its mean square over the samples: delta.rms·√(entries of a sample).</summary>
    /// <param name="layer">The layer.</param>
    /// <param name="flow">What was measured of it.</param>
    /// <returns>The norm; null where no gradient arrived.</returns>
    public static double? NormOf(TraceLayer layer, LayerFlow flow) => flow.DeltaRms * Math.Sqrt(layer.Size);
}
