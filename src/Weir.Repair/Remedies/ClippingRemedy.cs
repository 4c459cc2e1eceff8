using Weir.Nn;
using Weir.Training;

namespace Weir.Repair;

/// <summary>Clipping the gradient where it is at times many times its usual size.</summary>
internal sealed class ClippingRemedy : Remedy
{
    public override string Name => "clipping";

    public override string Title => "clipping the gradient";

    public override string Quantity => "diverged";

    public override EffectDirection Direction => EffectDirection.Down;

    public override string Source => "Pascanu et al., 2013; Brock et al., 2021 (adaptive)";

    public override IReadOnlyDictionary<string, double> Treats { get; } = new Dictionary<string, double>
    {
        ["gradient-growth"] = 0.7,
        ["update-spike"] = 0.7,
        ["exploding-gradient"] = 0.5,
        ["non-finite"] = 0.6,
        ["learning-rate-too-high"] = 0.4,
        ["oscillation"] = 0.35,
        ["loss-misfit"] = 0.2,
    };

    public override IEnumerable<Proposal> Propose(RepairCase about)
    {
        Recipe recipe = about.Recipe;
        if (recipe.Optimizer.Settings.ClipNorm is not null || recipe.Gradient.Any(link => link is not (L1Penalty or GradientNoise)))
            yield break;
        IReadOnlyList<double> norms = Measured.Norms(about);
        string? refuted = Measured.NormsAreNormal(about)
            ? $"the gradient's norm is {Measured.Percentile(norms, 99):g2} at most where it is {Measured.Percentile(norms, 50):g2} usually"
                : null;
        double limit = Rates.Round(Measured.Percentile(norms, 90) is { } most ? Math.Clamp(most, 0.1, 10) : 1);
        yield return Link($"norm-{Rates.Text(limit)}", new ClipByNorm(limit), $"the gradient's norm clipped at {Rates.Text(limit)}",
            "nine tenths of the unclipped norms are below it: only what is rare is cut", 1);
        yield return Link("adaptive", new ClipUnits(), "each unit's gradient clipped at a hundredth of its weights",
            "no unit moves far in one step, whatever its gradient", 0.7);
        yield return Link("value", new ClipByValue(1), "each entry of the gradient clipped at 1", "no entry runs away", 0.5);

        Proposal Link(string variant, GradientLink link, string summary, string why, double fit) =>
            Offer(variant, summary, why, each => each with { Gradient = [.. each.Gradient, link] }, fit, refuted);
    }
}
