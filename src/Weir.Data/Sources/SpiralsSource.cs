namespace Weir.Data;

/// <summary>
/// Arms of a spiral about the origin, a class each (after Lang and Witbrock, "Learning to tell two spirals apart", 1988):
/// one and a half turns out to radius 1. Noise is the standard deviation that is added to both coordinates; 0.02 unless told.
/// </summary>
public sealed class SpiralsSource : IDataSource
{
    private const double Turns = 1.5;

    /// <inheritdoc/>
    public string Name => "spirals";

    /// <inheritdoc/>
    public string Description => "points on the arms of a spiral, generated (2 numbers, 2 classes)";

    /// <inheritdoc/>
    public IReadOnlyList<string> Options { get; } =
        [nameof(DataRequest.TrainingCount), nameof(DataRequest.ValidationCount), nameof(DataRequest.TestCount), nameof(DataRequest.Noise),
            nameof(DataRequest.Classes)];

    /// <inheritdoc/>
    public DataSplit Load(DataRequest request)
    {
        double noise = GeneratedParts.Noise(Name, request, 0.02);
        int classes = GeneratedParts.Classes(Name, request, 2);
        return PlanePoints.Make(Name, request, classes, (random, label) =>
        {
            // The root spreads the points evenly along the arm, which is longer further out.
            double radius = Math.Sqrt(random.NextUniform(0.01, 1));
            double angle = 2 * Math.PI * ((Turns * radius) + ((double)label / classes));
            return ((radius * Math.Cos(angle)) + (noise * random.NextNormal()), (radius * Math.Sin(angle)) + (noise * random.NextNormal()));
        });
    }
}
