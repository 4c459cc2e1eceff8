namespace Weir.Data;

/// <summary>
/// Two half circles of radius 1 that reach into each other, a class each. Noise is the standard deviation that is added to
/// both coordinates; 0.1 unless told.
/// </summary>
public sealed class MoonsSource : IDataSource
{
    /// <inheritdoc/>
    public string Name => "moons";

    /// <inheritdoc/>
    public string Description => "points on two interleaved half circles, generated (2 numbers, 2 classes)";

    /// <inheritdoc/>
    public IReadOnlyList<string> Options { get; } =
        [nameof(DataRequest.TrainingCount), nameof(DataRequest.ValidationCount), nameof(DataRequest.TestCount), nameof(DataRequest.Noise)];

    /// <inheritdoc/>
    public DataSplit Load(DataRequest request)
    {
        double noise = GeneratedParts.Noise(Name, request, 0.1);
        return PlanePoints.Make(Name, request, 2, (random, label) =>
        {
            double angle = random.NextUniform(0, Math.PI);
            (double x, double y) = label == 0
                ? (Math.Cos(angle), Math.Sin(angle))
                : (1 - Math.Cos(angle), 0.5 - Math.Sin(angle));
            return (x + (noise * random.NextNormal()), y + (noise * random.NextNormal()));
        });
    }
}
