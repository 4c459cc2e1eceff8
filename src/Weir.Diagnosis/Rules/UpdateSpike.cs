using Weir.Flow;

namespace Weir.Diagnosis;

/// <summary>A single step much longer than those around it, after which the loss jumps.</summary>
internal sealed class UpdateSpike : Rule
{
    private static readonly Threshold s_update =
        new("update", 10, "a sample's median update.ratio over the median of the samples before it");
    private static readonly Threshold s_loss = new("loss", 3, "the next sample's loss over the median of the samples before");
    private const int Window = 10;

    public override Diagnostic Diagnostic { get; } =
        new("WEIR306", "update-spike", "a step much too long was followed by a jump of the loss")
        {
            Faults = [],
            IsSymptom = true,
            Meaning = "A rare batch gave a gradient far larger than usual. The run may recover, but each such step costs what was learnt "
            + "before.",
            Remedies = ["clip the gradient's norm near its median", "warm-up", "look at the batch of that step"],
        };

    public override IReadOnlyList<Threshold> Thresholds { get; } = [s_update, s_loss];

    public override Needs Needs => Needs.Samples;

    public override bool SaysItFails => false;

    public override bool IsEvent => true;

    public override Finding? Judge(Dossier dossier, Limits limits)
    {
        // The losses of single samples jump as a matter of course.
        if (dossier.Setup is { Batch: < Limits.LeastBatch, StepsPerEpoch: > 1 })
            return null;
        for (int i = Math.Max(Window, dossier.Samples.Count - (2 * Window)); i + 1 < dossier.Samples.Count; i++)
        {
            // Medians only where the loss has jumped at all.
            if (!(dossier.Samples[i + 1].Loss > 1.5 * dossier.Samples[i - 1].Loss))
                continue;
            FlowSample[] before = [.. dossier.Samples.Skip(i - Window).Take(Window)];
            double usual = Measures.Median(before.Select(dossier.TypicalUpdate)), update = dossier.TypicalUpdate(dossier.Samples[i]);
            if (!(update > limits.Of(s_update) * usual) || usual == 0)
                continue;
            double loss = Measures.Median(before.Select(sample => sample.Loss));
            if (dossier.Samples[i + 1].Loss > limits.Of(s_loss) * loss)
            {
                return Found(dossier, Severity.Information, $"step {dossier.Samples[i].Step} moved the weights {update / usual:g2} times "
                    + $"as far as usual, and the loss went from {loss:g3} to {dossier.Samples[i + 1].Loss:g3}", null,
                    new Evidence("update.ratio / usual", update / usual, limits.Of(s_update), "below 3"));
            }
        }

        return null;
    }
}
