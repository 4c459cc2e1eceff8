using Weir.Tensors;

namespace Weir.Data;

/// <summary>
/// The first test function of Friedman, "Multivariate Adaptive Regression Splines", 1991: ten numbers from 0 … 1, of which five
/// count, y = 10 sin(π x₁ x₂) + 20 (x₃ − ½)² + 10 x₄ + 5 x₅ + noise. Noise is its standard deviation; 1 unless told.
/// </summary>
public sealed class FriedmanSource : IDataSource
{
    private const int Features = 10;

    /// <inheritdoc/>
    public string Name => "friedman";

    /// <inheritdoc/>
    public string Description => "Friedman's first regression function, generated (10 numbers, 1 value)";

    /// <inheritdoc/>
    public IReadOnlyList<string> Options { get; } =
        [nameof(DataRequest.TrainingCount), nameof(DataRequest.ValidationCount), nameof(DataRequest.TestCount), nameof(DataRequest.Noise)];

    /// <inheritdoc/>
    public DataSplit Load(DataRequest request)
    {
        double noise = GeneratedParts.Noise(Name, request, 1);
        return GeneratedParts.Make(Name, request, Features, 1000, 500, 500, (name, count, first) =>
        {
            float[] inputs = new float[count * Features];
            float[] values = new float[count];
            for (int i = 0; i < count; i++)
            {
                RandomStream random = RandomStream.For(request.Seed, Name, first + i);
                Span<float> x = inputs.AsSpan(i * Features, Features);
                for (int feature = 0; feature < Features; feature++)
                    x[feature] = (float)random.NextDouble();
                values[i] = (float)(Value(x) + (noise * random.NextNormal()));
            }

            return new Dataset(name, new Shape(Features), inputs, new ValueTargets(values));
        });
    }

    /// <summary>The function without noise.</summary>
    internal static double Value(ReadOnlySpan<float> x) =>
        (10 * Math.Sin(Math.PI * x[0] * x[1])) + (20 * (x[2] - 0.5) * (x[2] - 0.5)) + (10 * x[3]) + (5 * x[4]);
}
