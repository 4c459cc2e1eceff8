using Weir.Nn;

namespace Weir.Diagnosis;

/// <summary>
/// Leaves out of a finding's remedies what the network and its set-up have already, and what they have nothing of to change.
/// </summary>
internal static class FittingRemedies
{
    // How a remedy begins, and what makes it idle.
    private static readonly (string Words, Func<Dossier, bool> IsIdle)[] s_idle =
    [
        ("residual connections", Has(LayerTraits.Bypassed)),
        ("batch or layer normalisation", Has(LayerTraits.Normalizes)),
        ("normalisation before the function", Has(LayerTraits.Normalizes)),
        ("batch normalisation before the rectifier", dossier => dossier.Network is { BatchNorm: true }),
        ("rectifiers", dossier => !dossier.HasSquashingHidden()),
        ("tanh instead of sigmoid", dossier => !dossier.HasSquashingHidden()),
        ("warm-up", dossier => dossier.Setup is { WarmsUp: true }),
        ("clip the gradient's norm", dossier => dossier.Setup is { ClipNorm: not null }),
        ("an initialisation whose gain fits", HasFittingGain),
        ("He initialisation", dossier => !dossier.HasSquashingHidden() && HasFittingGain(dossier)),
        // Behind wide layers no rectifier is dead by chance.
        ("wider layers", dossier => dossier.Network is { BornDead: < 0.01 }),
        ("less momentum", dossier => dossier.Setup is { Momentum: 0 }),
        ("weight decay", dossier => dossier.Setup is { WeightDecay: > 0 }),
        ("a tenth of the weight decay", dossier => dossier.Setup is { WeightDecay: 0 }),
        ("dropout of 0.5 or less", dossier => dossier.Network is { } network
            && network.Dropout.Concat(network.BranchDropout).All(share => share <= 0.5)),
        ("an optimizer that makes up for unlike curvature", dossier => dossier.Setup is { Adaptive: true }),
        ("keep the best epoch", dossier => dossier.End is { Restored: true }),
        ("scaled inputs", dossier => IsOfTokens(dossier) || IsScaled(dossier)),
        ("centre the inputs", IsOfTokens),
    ];

    /// <summary>How the remedies begin that may be left out.</summary>
    public static IEnumerable<string> Words => s_idle.Select(entry => entry.Words);

    /// <summary>The finding with the remedies that are left; as it is where none would be.</summary>
    public static Finding Of(Finding finding, Dossier dossier)
    {
        string[] left = [.. finding.Remedies.Where(remedy => !s_idle.Any(entry =>
            remedy.StartsWith(entry.Words, StringComparison.Ordinal) && entry.IsIdle(dossier)))];
        return left.Length == 0 || left.Length == finding.Remedies.Count ? finding : finding with { Remedies = left };
    }

    private static Func<Dossier, bool> Has(LayerTraits trait) =>
        dossier => dossier.Header.Layers.Any(layer => layer.Traits.HasFlag(trait));

    /// <summary>
    /// Whether weights are drawn about as the function between the layers asks for: the deviation of an entry times √inputs is √2 for
    /// rectifiers (He et al., 2015), and 1, or somewhat more or less with unlike sides, for what is flat on both sides (Glorot and Bengio,
    /// 2010). The last layer has no such function behind it.
    /// </summary>
    private static bool HasFittingGain(Dossier dossier)
    {
        (double least, double most) = dossier.HasSquashingHidden() ? (0.7, 1.5) : (1.25, 1.6);
        return dossier.Initial.Count > 0 && dossier.Weights.Count > 1 && dossier.Weights.SkipLast(1).All(i =>
            dossier.Typical(sample => dossier.Gain(sample, i)) is var gain && gain >= least && gain <= most);
    }

    // As standardized ones are, or those between 0 and 1.
    private static bool IsScaled(Dossier dossier) =>
        dossier.Data is { Features: > 0, InputRms: > 0.1 and < 3, LargestDeviation: < 10, LargestOffset: < 10 };

    private static bool IsOfTokens(Dossier dossier) => dossier.Data is { Samples: > 0, Features: 0 };
}
