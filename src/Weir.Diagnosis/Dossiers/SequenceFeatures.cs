using Weir.Data;

namespace Weir.Diagnosis;

/// <summary>
/// What sequences can be compared by: each number at its own place, and what holds wherever it stands: the mean over all places of each
/// feature and of each product of two.
/// </summary>
internal static class SequenceFeatures
{
    /// <summary>Numbers of a sequence that are compared place by place.</summary>
    private const int MostEntries = 512;

    /// <summary>Features of a place whose products are taken: their number grows with the square.</summary>
    private const int MostForProducts = 16;

    /// <summary>A row for each chosen sample; none where a place has more features than can be compared.</summary>
    /// <param name="data">Sequences: places, then features.</param>
    /// <param name="chosen">The samples.</param>
    public static float[] Of(Dataset data, int[] chosen)
    {
        int places = data.InputShape[0], features = data.InputShape[1], entries = data.SampleSize <= MostEntries ? data.SampleSize : 0;
        int products = features <= MostForProducts ? features * (features + 1) / 2 : 0, width = entries + features + products;
        float[] rows = new float[chosen.Length * width];
        for (int i = 0; i < chosen.Length; i++)
        {
            ReadOnlySpan<float> sample = data.Sample(chosen[i]);
            Span<float> row = rows.AsSpan(i * width, width);
            sample[..entries].CopyTo(row);
            Span<float> means = row.Slice(entries, features), ofProducts = row[(entries + features)..];
            for (int place = 0; place < places; place++)
                Add(sample.Slice(place * features, features), means, ofProducts, 1f / places);
        }

        return rows;
    }

    private static void Add(ReadOnlySpan<float> place, Span<float> means, Span<float> products, float weight)
    {
        for (int a = 0, next = 0; a < place.Length; a++)
        {
            means[a] += weight * place[a];
            for (int b = 0; b <= a && next < products.Length; b++)
                products[next++] += weight * place[a] * place[b];
        }
    }
}
