namespace Weir.Tensors.Backends;

public sealed partial class ReferenceBackend
{
    internal override void Normalize(in NormalizationShape s, Storage x, Storage? scale, Storage? shift, Storage y, Storage statistics,
        float epsilon, bool centred)
    {
        Span<float> from = x.Span(s.Size), to = y.Span(s.Size);
        for (int unit = 0; unit < s.Outer * s.Groups; unit++)
        {
            double mean = 0, variance = 0;
            foreach ((int at, _) in Entries(s, unit))
                mean += centred ? from[at] / (double)s.Samples : 0;
            foreach ((int at, _) in Entries(s, unit))
                variance += Math.Pow(from[at] - mean, 2) / s.Samples;
            double inverse = 1 / Math.Sqrt(variance + epsilon);
            statistics.Span(s.Statistics)[unit] = (float)mean;
            statistics.Span(s.Statistics)[(s.Outer * s.Groups) + unit] = (float)inverse;
            foreach ((int at, int channel) in Entries(s, unit))
                to[at] = (float)(((from[at] - mean) * inverse * At(scale, channel, 1)) + At(shift, channel, 0));
        }
    }

    internal override void NormalizeBackward(
        in NormalizationShape s, Storage x, Storage? scale, Storage statistics, Storage gradient, Storage? dx, bool addX, Storage? dScale,
            bool addScale, Storage? dShift, bool addShift, bool centred)
    {
        Span<float> from = x.Span(s.Size), g = gradient.Span(s.Size);
        double[] scales = new double[s.Channels], shifts = new double[s.Channels];
        for (int unit = 0; unit < s.Outer * s.Groups; unit++)
        {
            double mean = statistics.Span(s.Statistics)[unit], inverse = statistics.Span(s.Statistics)[(s.Outer * s.Groups) + unit],
                sum = 0, along = 0;
            foreach ((int at, int channel) in Entries(s, unit))
            {
                double normal = (from[at] - mean) * inverse, delta = g[at] * At(scale, channel, 1);
                sum += centred ? delta : 0;
                along += delta * normal;
                scales[channel] += g[at] * normal;
                shifts[channel] += g[at];
            }

            if (dx is null)
                continue;
            foreach ((int at, int channel) in Entries(s, unit))
            {
                double normal = (from[at] - mean) * inverse;
                Put(dx.Span(s.Size), at, inverse * ((g[at] * At(scale, channel, 1)) - ((sum + (normal * along)) / s.Samples)), addX);
            }
        }

        for (int channel = 0; channel < s.Channels; channel++)
        {
            if (dScale is not null)
                Put(dScale.Span(s.Channels), channel, scales[channel], addScale);
            if (dShift is not null)
                Put(dShift.Span(s.Channels), channel, shifts[channel], addShift);
        }
    }

    internal override void NormalizeColumns<TOperator>(in NormalizationShape s, Storage x, Storage? scale, Storage? shift, Storage y,
        Storage statistics, float epsilon, float parameter)
    {
        Normalize(s, x, scale, shift, y, statistics, epsilon, centred: true);
        foreach (ref float entry in y.Span(s.Size))
            entry = (float)TOperator.Value(entry, parameter);
    }

    internal override void NormalizeColumnsBackward<TOperator>(
        in NormalizationShape s, Storage x, Storage? scale, Storage? shift, Storage statistics, Storage gradient, Storage? dx, bool addX,
            Storage? dScale, bool addScale, Storage? dShift, bool addShift, float parameter)
    {
        Storage deltas = new(s.Size);
        Span<float> from = x.Span(s.Size), g = gradient.Span(s.Size), to = deltas.Span(s.Size), known = statistics.Span(s.Statistics);
        for (int unit = 0; unit < s.Outer * s.Groups; unit++)
        {
            foreach ((int at, int channel) in Entries(s, unit))
            {
                double z = ((from[at] - (double)known[unit]) * known[(s.Outer * s.Groups) + unit] * At(scale, channel, 1))
                    + At(shift, channel, 0);
                to[at] = (float)(g[at] * TOperator.Derivative(z, TOperator.Value(z, parameter), parameter));
            }
        }

        NormalizeBackward(s, x, scale, statistics, deltas, dx, addX, dScale, addScale, dShift, addShift, centred: true);
    }

    internal override void ScaleColumns<TOperator>(Storage x, Storage mean, Storage factor, Storage offset, Storage y, int rows,
        int channels, float parameter)
    {
        Span<float> from = x.Span(rows * channels), to = y.Span(rows * channels);
        for (int i = 0; i < from.Length; i++)
            to[i] = (float)TOperator.Value(((from[i] - At(mean, i % channels, 0)) * At(factor, i % channels, 1))
                + At(offset, i % channels, 0), parameter);
    }

    private static double At(Storage? values, int at, double otherwise) => values is null ? otherwise : values.Span(at + 1)[at];

    /// <summary>The entries of one (outer, group), each with its channel.</summary>
    private static IEnumerable<(int At, int Channel)> Entries(NormalizationShape s, int unit)
    {
        int outer = unit / s.Groups, group = unit % s.Groups;
        for (int n = 0; n < s.Count; n++)
        {
            for (int i = 0; i < s.Inner; i++)
                yield return ((((((outer * s.Count) + n) * s.Groups) + group) * s.Inner) + i, (group * s.Inner) + i);
        }
    }
}
