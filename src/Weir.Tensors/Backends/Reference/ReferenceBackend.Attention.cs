namespace Weir.Tensors.Backends;

public sealed partial class ReferenceBackend
{
    internal override void Attend(in AttentionShape shape, Storage parts, Storage y, Storage statistics)
    {
        for (int unit = 0; unit < shape.Samples * shape.Heads; unit++)
        {
            for (int query = 0; query < shape.Length; query++)
            {
                double[] weights = AttentionWeights(shape, unit, query, parts, out double logarithm);
                statistics.Span(shape.Statistics)[(unit * shape.Length) + query] = (float)logarithm;
                for (int i = 0; i < shape.Size; i++)
                {
                    double sum = 0;
                    for (int key = 0; key < weights.Length; key++)
                        sum += weights[key] * parts.Span(shape.Samples * shape.Length * shape.PartsWidth)[PartAt(shape, unit, key, 2) + i];
                    y.Span(shape.Samples * shape.Length * shape.Width)[PlaceAt(shape, unit, query) + i] = (float)sum;
                }
            }
        }
    }

    internal override void AttendBackward(in AttentionShape shape, Storage parts, Storage y, Storage statistics, Storage gradient,
        Storage dParts, bool accumulate)
    {
        int size = shape.Samples * shape.Length * shape.PartsWidth;
        Span<float> x = parts.Span(size), g = gradient.Span(size / 3);
        double[] sums = new double[size];
        for (int unit = 0; unit < shape.Samples * shape.Heads; unit++)
        {
            for (int query = 0; query < shape.Length; query++)
            {
                double[] weights = AttentionWeights(shape, unit, query, parts, out _), dScores = new double[weights.Length];
                int place = PlaceAt(shape, unit, query), q = PartAt(shape, unit, query, 0);
                double mean = 0;
                for (int key = 0; key < weights.Length; key++)
                {
                    int v = PartAt(shape, unit, key, 2);
                    for (int i = 0; i < shape.Size; i++)
                    {
                        dScores[key] += (double)g[place + i] * x[v + i];
                        sums[v + i] += weights[key] * g[place + i];
                    }

                    mean += weights[key] * dScores[key];
                }

                for (int key = 0; key < weights.Length; key++)
                {
                    int k = PartAt(shape, unit, key, 1);
                    double score = weights[key] * (dScores[key] - mean) / Math.Sqrt(shape.Size);
                    for (int i = 0; i < shape.Size; i++)
                    {
                        sums[q + i] += score * x[k + i];
                        sums[k + i] += score * x[q + i];
                    }
                }
            }
        }

        Span<float> target = dParts.Span(size);
        for (int i = 0; i < size; i++)
            target[i] = (float)(accumulate ? target[i] + sums[i] : sums[i]);
    }

    /// <summary>The weights of the places that a query sees, and the logarithm of the sum of its scores' exponentials.</summary>
    private static double[] AttentionWeights(in AttentionShape shape, int unit, int query, Storage parts, out double logarithm)
    {
        Span<float> x = parts.Span(shape.Samples * shape.Length * shape.PartsWidth);
        double[] weights = new double[shape.Seen(query)];
        int q = PartAt(shape, unit, query, 0);
        for (int key = 0; key < weights.Length; key++)
        {
            int k = PartAt(shape, unit, key, 1);
            for (int i = 0; i < shape.Size; i++)
                weights[key] += (double)x[q + i] * x[k + i] / Math.Sqrt(shape.Size);
        }

        double max = weights.Max(), sum = weights.Sum(score => Math.Exp(score - max)), all = max + Math.Log(sum);
        logarithm = all;
        return [.. weights.Select(score => Math.Exp(score - all))];
    }

    /// <summary>Where the query (part 0), key (1) or value (2) of a place begins for one sample and head.</summary>
    private static int PartAt(in AttentionShape shape, int unit, int place, int part) =>
        (((((unit / shape.Heads * shape.Length) + place) * 3) + part) * shape.Width) + (unit % shape.Heads * shape.Size);

    private static int PlaceAt(in AttentionShape shape, int unit, int place) =>
        (((unit / shape.Heads * shape.Length) + place) * shape.Width) + (unit % shape.Heads * shape.Size);
}
