namespace Weir.Flow;

/// <summary>
/// The gradient noise scale tr Σ/|G|² (McCandlish et al., 2018), in samples. Two gradients of neighbouring steps are
/// independent draws about nearly the same mean, so the expected cosine between them is |G|²/(|G|² + tr Σ/B).
/// </summary>
public static class NoiseScale
{
    /// <summary>B(1 − c)/c with c the cosines of the parameters' gradients, weighted by their squared norms.</summary>
    /// <param name="header">Tells the batch size B.</param>
    /// <param name="parameters">What was measured of each parameter, with cosines of consecutive steps.</param>
    /// <returns>Samples; null where no cosine is known or the mean is not above 0 (the noise is too large to tell).</returns>
    public static double? Of(TraceHeader header, IReadOnlyList<ParameterFlow> parameters)
    {
        double weights = 0, sum = 0;
        foreach (ParameterFlow parameter in parameters)
        {
            if (parameter is not { GradientCosine: { } cosine, GradientNorm: { } norm })
                continue;
            double weight = norm * norm;
            weights += weight;
            sum += weight * cosine;
        }

        double mean = weights > 0 ? sum / weights : 0;
        return mean > 0 ? header.Batch * (1 - Math.Min(1, mean)) / mean : null;
    }
}
