using Weir.Tensors;

namespace Weir.Data;

/// <summary>
/// Round clouds of points, a class each, about centres that the seed draws from the square −10 … 10. Noise is the standard
/// deviation of a cloud; 1 unless told.
/// </summary>
public sealed class BlobsSource : IDataSource
{
    /// <inheritdoc/>
    public string Name => "blobs";

    /// <inheritdoc/>
    public string Description => "round clouds of points, generated (2 numbers, 3 classes)";

    /// <inheritdoc/>
    public IReadOnlyList<string> Options { get; } =
        [nameof(DataRequest.TrainingCount), nameof(DataRequest.ValidationCount), nameof(DataRequest.TestCount), nameof(DataRequest.Noise),
            nameof(DataRequest.Classes)];

    /// <inheritdoc/>
    public DataSplit Load(DataRequest request)
    {
        double noise = GeneratedParts.Noise(Name, request, 1);
        int classes = GeneratedParts.Classes(Name, request, 3);
        RandomStream centreStream = RandomStream.For(request.Seed, "blobs centres");
        var centres = new (double X, double Y)[classes];
        for (int i = 0; i < classes; i++)
            centres[i] = (centreStream.NextUniform(-10, 10), centreStream.NextUniform(-10, 10));
        return PlanePoints.Make(Name, request, classes, (random, label) =>
            (centres[label].X + (noise * random.NextNormal()), centres[label].Y + (noise * random.NextNormal())));
    }
}
