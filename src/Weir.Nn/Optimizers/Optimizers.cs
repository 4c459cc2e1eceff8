namespace Weir.Nn;

/// <summary>The optimizers, each by its options with all their defaults. A new one is a file and a line here.</summary>
public static class Optimizers
{
    /// <summary>All of them; a rate that is not a number has no default.</summary>
    public static IReadOnlyList<OptimizerOptions> All { get; } =
    [
        new SgdOptions { Rate = double.NaN },
        new AdaGradOptions(),
        new RmsPropOptions(),
        new AdadeltaOptions(),
        new AdamOptions(),
        new AdamWOptions(),
        new NAdamOptions(),
        new RAdamOptions(),
        new LionOptions(),
        new LambOptions(),
        new MuonOptions(),
    ];
}
