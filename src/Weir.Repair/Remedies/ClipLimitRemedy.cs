using Weir.Nn;
using Weir.Training;

namespace Weir.Repair;

/// <summary>A clipping limit at the 90th percentile of the unclipped norms, where the one there is takes nearly all of each step.</summary>
internal sealed class ClipLimitRemedy : Remedy
{
    /// <summary>A limit beyond the norms' usual size takes nothing away.</summary>
    private const double Usual = 50;

    public override string Name => "clip-limit";

    public override string Title => "a wider clipping limit, or none";

    public override string Quantity => "update-ratio";

    public override EffectDirection Direction => EffectDirection.Up;

    public override string Source => "Pascanu et al., 2013; Godbole et al., 2023 (tuning playbook)";

    public override IReadOnlyDictionary<string, double> Treats { get; } = new Dictionary<string, double>
    {
        ["over-clipped"] = 1,
        ["learning-rate-too-low"] = 0.6,
        ["plateau"] = 0.5,
        ["vanishing-gradient"] = 0.2,
    };

    public override IEnumerable<Proposal> Propose(RepairCase about)
    {
        if (!Clips(about.Recipe))
            yield break;
        IReadOnlyList<double> norms = Measured.Norms(about);
        bool bites = about.Has("over-clipped") || ShareClipped(about) > 0.5;
        string? refuted = about.Trace is not null && !bites ? "clipping takes away little: fewer than half of the steps are clipped" : null;
        if (Measured.Percentile(norms, 90) is { } limit && double.IsFinite(limit))
        {
            double rounded = Rates.Round(limit);
            yield return Offer(Rates.Text(rounded), $"clipping at a norm of {Rates.Text(rounded)}",
                $"nine tenths of the unclipped norms are below {limit:g2}: what is rare is clipped, and what is usual is not",
                recipe => Without(recipe) is var free ? free with { Gradient = [.. free.Gradient, new ClipByNorm(rounded)] } : free, 1,
                    refuted);
        }

        yield return Offer("none", "no clipping", "nothing is taken from the gradient",
            Without, Measured.Percentile(norms, Usual) is null ? 1 : 0.8, refuted);
    }

    private static bool Clips(Recipe recipe) => recipe.Optimizer.Settings.ClipNorm is not null || recipe.Gradient.Any(IsClip);

    private static bool IsClip(GradientLink link) => link is ClipByNorm or ClipByValue or ClipEachNorm or ClipUnits or ClipPercentile;

    private static double ShareClipped(RepairCase about) => about.Trace is { Samples.Count: > 0 } trace
        ? trace.Samples.Count(sample => sample.ClippedNorm < 0.99 * sample.GradientNorm) / (double)trace.Samples.Count : 0;

    private static Recipe Without(Recipe recipe) => recipe with
    {
        Gradient = [.. recipe.Gradient.Where(link => !IsClip(link))],
        Optimizer = new OptimizerRecipe(recipe.Optimizer.Settings with { ClipNorm = null }),
    };
}
