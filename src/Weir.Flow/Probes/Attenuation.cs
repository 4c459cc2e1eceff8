namespace Weir.Flow;

/// <summary>
/// How the gradient's size changes from layer to layer on its way to the input: the slope of log₁₀ delta.rms over depth by
/// least squares, in decades per layer. Below 0 it vanishes, above 0 it explodes.
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
            if (layers[i].DeltaRms is { } delta and > 0 && double.IsFinite(delta))
            {
                double y = Math.Log10(delta);
                count++;
                sumX += depth;
                sumY += y;
                sumXX += (double)depth * depth;
                sumXY += depth * y;
            }

            depth++;
        }

        double spread = (count * sumXX) - (sumX * sumX);
        return count < 2 ? null : ((count * sumXY) - (sumX * sumY)) / spread;
    }
}
