using Weir.Tensors;

namespace Weir.Data;

/// <summary>
/// The adding problem (Hochreiter and Schmidhuber, "Long short-term memory", 1997): a sequence of (number from 0 … 1, mark), two of whose
/// places are marked by 1, one in each half; the target is the sum of the two marked numbers. Who always answers 1 has a mean squared error
/// of 1/6 ≈ 0.167: less needs a memory that reaches from the first mark to the end. Sequences have <see cref="DataRequest.Length"/> places,
/// 100 unless told.
/// </summary>
public sealed class AddingSource : IDataSource
{
    /// <inheritdoc/>
    public string Name => "adding";

    /// <inheritdoc/>
    public string Description => "the adding problem, generated: the sum of the two marked numbers of a sequence (100×2 numbers, 1 value)";

    /// <inheritdoc/>
    public IReadOnlyList<string> Options { get; } =
        [nameof(DataRequest.Length), nameof(DataRequest.TrainingCount), nameof(DataRequest.ValidationCount), nameof(DataRequest.TestCount)];

    /// <inheritdoc/>
    public DataSplit Load(DataRequest request)
    {
        int length = request.Length ?? 100;
        if (length is < 2 or > 1_000_000)
            throw new DataException($"adding: sequences of {length} places were asked for; they have 2 to 1,000,000")
            {
                Option = "length"
            };
        return GeneratedParts.Make(Name, request, 2 * length, 20_000, 1_000, 1_000, (name, count, first) =>
        {
            float[] inputs = new float[count * 2 * length];
            float[] sums = new float[count];
            for (int i = 0; i < count; i++)
                sums[i] = Draw(RandomStream.For(request.Seed, Name, first + i), inputs.AsSpan(i * 2 * length, 2 * length));
            return new Dataset(name, new Shape(length, 2), inputs, new ValueTargets(sums));
        });
    }

    private static float Draw(RandomStream random, Span<float> places)
    {
        int length = places.Length / 2, half = length / 2;
        for (int place = 0; place < length; place++)
            places[2 * place] = (float)random.NextDouble();
        int early = random.NextInteger(half), late = half + random.NextInteger(length - half);
        places[(2 * early) + 1] = places[(2 * late) + 1] = 1;
        return places[2 * early] + places[2 * late];
    }
}
