namespace Weir.Nn;

/// <summary>The links between gradient and optimizer, each with all its defaults. A new one is a file and a line here.</summary>
public static class GradientLinks
{
    /// <summary>All of them; an option that is not a number has no default.</summary>
    public static IReadOnlyList<GradientLink> All { get; } =
    [
        new ClipByValue(double.NaN),
        new ClipByNorm(double.NaN),
        new ClipEachNorm(double.NaN),
        new ClipUnits(),
        new ClipPercentile(),
        new GradientNoise(),
        new CentralizeGradient(),
        new L1Penalty(double.NaN),
    ];
}
