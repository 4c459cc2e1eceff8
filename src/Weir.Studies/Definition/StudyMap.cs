namespace Weir.Studies;

/// <summary>
/// A picture of a study: a measure over two factors whose levels are numbers, shaded by its size, with the curve of a theory in it. Where
/// other factors or several networks are varied as well, each combination has a picture of its own.
/// </summary>
public sealed record StudyMap
{
    /// <summary>The factor whose levels are the columns.</summary>
    public required string Across { get; init; }

    /// <summary>The factor whose levels are the rows.</summary>
    public required string Down { get; init; }

    /// <summary>The measure, by name (<see cref="MeasureList"/>). Default: accuracy.</summary>
    public string Measure { get; init; } = "accuracy";

    /// <summary>The curve, in numbers of <see cref="Down"/>. Default: none.</summary>
    public MapCurve Curve { get; init; }

    /// <summary>What the curve is multiplied by, above 0. Default 1.</summary>
    public double Times { get; init; } = 1;
}
