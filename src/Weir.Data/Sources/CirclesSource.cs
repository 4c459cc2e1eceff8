namespace Weir.Data;

/// <summary>
/// Rings about one centre, a class each: the outermost has radius 1, the others divide the radius evenly (0.5 for two).
/// No line separates them. Noise is the standard deviation that is added to both coordinates; 0.1 unless told.
/// </summary>
public sealed class CirclesSource : IDataSource
{
    /// <inheritdoc/>
    public string Name => "circles";

    /// <inheritdoc/>
    public string Description => "points on rings about one centre, generated (2 numbers, 2 classes)";

    /// <inheritdoc/>
    public IReadOnlyList<string> Options { get; } =
        [nameof(DataRequest.TrainingCount), nameof(DataRequest.ValidationCount), nameof(DataRequest.TestCount), nameof(DataRequest.Noise),
            nameof(DataRequest.Classes)];

    /// <inheritdoc/>
    public DataSplit Load(DataRequest request)
    {
        double noise = GeneratedParts.Noise(Name, request, 0.1);
        int classes = GeneratedParts.Classes(Name, request, 2);
        return PlanePoints.Make(Name, request, classes, (random, label) =>
        {
            double radius = (label + 1.0) / classes;
            double angle = random.NextUniform(0, 2 * Math.PI);
            return ((radius * Math.Cos(angle)) + (noise * random.NextNormal()), (radius * Math.Sin(angle)) + (noise * random.NextNormal()));
        });
    }
}
