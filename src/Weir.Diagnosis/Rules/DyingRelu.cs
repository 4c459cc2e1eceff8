using Weir.Flow;

namespace Weir.Diagnosis;

/// <summary>Rectifiers that are silent for every sample before training has begun.</summary>
internal sealed class DyingRelu : Rule
{
    private static readonly Threshold s_units = new("units", 0.75, "share of a layer's rectifiers that are silent for all of a few "
        + "hundred samples at the start: ReLU sparsity is silence for some samples, death is silence for all");
    private static readonly Threshold s_risk =
        new("risk", 0.5, "chance that narrow layers leave a whole layer silent, 1 − ∏(1 − 2^−width) (Lu et al., 2019)");
    private const int FewestDraws = 3;

    public override Diagnostic Diagnostic { get; } = new("WEIR201", "dying-relu", "rectifiers are dead from the start")
    {
        Meaning = "A rectifier that is off for every sample has no gradient and never comes back. A layer of them lets nothing through, "
            + "forwards or backwards.",
        Remedies = ["zero or slightly positive first biases", "leaky-relu or elu, which keep a slope below 0", "wider layers",
            "batch normalisation before the rectifier"],
    };

    public override IReadOnlyList<Threshold> Thresholds { get; } = [s_units, s_risk];

    public override Needs Needs => Needs.Initial;

    public override bool IsOfFirstWeights => true;

    public override Finding? Judge(Dossier dossier, Limits limits)
    {
        if (dossier.InitialSignal.Count == 0)
            return null;
        // The run's own first weights are the first draw.
        FlowSample own = dossier.Initial[0];
        int[] dead = [.. Rectifiers(dossier).Where(i => own.Layers[i].ActivationZero >= 1)];
        if (dead.Length > 0)
        {
            return Found(dossier, Severity.Error, $"all units of {dossier.Name(dead)} are silent for every sample: nothing passes", dead,
                new Evidence("share of silent outputs", 1, 1, "0.3 to 0.7 behind a rectifier"));
        }

        // A run tells which units are silent when its first window is full; the first step is in it.
        FlowSample seen = dossier.Draws.Count > 0 ? own
            : dossier.Samples.FirstOrDefault(sample => sample.Layers.Any(layer => layer.UnitsDead is not null)) ?? own;
        int[] dying = [.. Rectifiers(dossier)
            .Where(i => seen.Layers[i].UnitsDead is { } units && units > limits.Of(s_units) * dossier.Header.Layers[i].Units)];
        if (dying.Length > 0)
        {
            double share = dying.Max(i => (double)seen.Layers[i].UnitsDead!.Value / dossier.Header.Layers[i].Units);
            return Found(dossier, Severity.Warning,
                $"{share:p0} of the units of {dossier.Name(dying)} are silent for every sample before training", dying,
                new Evidence("units.dead / units", share, limits.Of(s_units), "below 0.1"));
        }

        int silent = dossier.Initial.Count(sample => Rectifiers(dossier).Any(i => sample.Layers[i].ActivationZero >= 1));
        double risk = dossier.Network?.BornDead ?? 0;
        if (risk > limits.Of(s_risk))
        {
            string narrow = dossier.Network?.NarrowestRectifier is 1
                ? "a layer of a single rectifier is"
                : $"layers of {dossier.Network?.NarrowestRectifier} rectifiers are";
            return Found(dossier, Severity.Warning, $"{narrow} so narrow that with a chance of {risk:p0} some layer is dead from the start",
                [.. Rectifiers(dossier)], new Evidence("chance of a dead layer", risk, limits.Of(s_risk), "below 0.01")) with
            {
                Strength = silent > 0 ? Strength.Measured : Strength.Suspected,
            };
        }

        return dossier.Initial.Count >= FewestDraws && silent * 3 >= dossier.Initial.Count
            ? Found(dossier, Severity.Warning, $"in {silent} of {dossier.Initial.Count} draws of the first weights all units of a layer "
                + "are silent for every sample", [.. Rectifiers(dossier)],
                new Evidence("draws with a silent layer", silent, null, "0"))
            : null;
    }

    private static IEnumerable<int> Rectifiers(Dossier dossier) => Enumerable.Range(0, dossier.Header.Layers.Count)
        .Where(i => dossier.Header.Layers[i].IsRectifier() && i <= dossier.LastHidden());
}
