namespace Weir.Nn;

/// <summary>The losses by name. A new one is a file and a line here.</summary>
public static class Losses
{
    /// <summary>A maker for each name, given the one number that it takes (smoothing, delta) or null for its default.</summary>
    public static IReadOnlyDictionary<string, Func<float?, Loss>> All { get; } = new SortedDictionary<string, Func<float?, Loss>>(StringComparer.Ordinal)
    {
        ["cross-entropy"] = smoothing => new CrossEntropy(smoothing ?? 0),
        ["huber"] = delta => new Huber(delta ?? 1),
        ["mean-absolute-error"] = _ => new MeanAbsoluteError(),
        ["mean-squared-error"] = _ => new MeanSquaredError(),
        ["sigmoid-cross-entropy"] = _ => new SigmoidCrossEntropy(),
    };

    /// <summary>What the number behind a name means: <c>smoothing</c>, <c>delta</c>, or null where there is none.</summary>
    /// <param name="name">A key of <see cref="All"/>.</param>
    public static string? NumberOf(string name) => name switch
    {
        "cross-entropy" => "smoothing",
        "huber" => "delta",
        _ => null,
    };
}
