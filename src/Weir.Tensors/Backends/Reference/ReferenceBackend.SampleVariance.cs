namespace Weir.Tensors.Backends;

public sealed partial class ReferenceBackend
{
    internal override double SampleVariance(Storage x, int samples, int entries, float largest)
    {
        Span<float> values = x.Span(samples * entries);
        double variance = 0;
        for (int j = 0; j < entries; j++)
        {
            // Shifted by the first sample, so that equal samples have a variance of exactly 0.
            double sum = 0, squares = 0;
            for (int i = 1; i < samples; i++)
            {
                double d = (double)values[(i * entries) + j] - values[j];
                sum += d;
                squares += d * d;
            }

            variance += samples == 0 ? 0 : Math.Max(0, squares - (sum * sum / samples)) / samples / entries;
        }

        return variance;
    }
}
