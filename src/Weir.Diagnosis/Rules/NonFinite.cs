using Weir.Flow;

namespace Weir.Diagnosis;

/// <summary>A loss or a gradient that is no finite number, and the layer that made the first such number.</summary>
internal sealed class NonFinite : Rule
{
    private static readonly Threshold s_samples = new("samples", 3,
        "samples whose gradient is not finite though the loss is, from which on they are an error: one overflow the training may have got "
            + "over");

    public override Diagnostic Diagnostic { get; } = new("WEIR501", "non-finite", "the loss or the gradient is no finite number")
    {
        Faults = [],
        IsSymptom = true,
        Meaning = "A number has overflowed or a function was asked beyond its range; whatever comes behind is NaN. The finding names the "
            + "first producer, not where it was noticed.",
        Remedies = ["a lower rate, or clipping of the gradient's norm", "scaled inputs and an initialisation of the right gain",
            "bounds on functions that grow fast (exponential, division, logarithm)"],
    };

    public override IReadOnlyList<Threshold> Thresholds { get; } = [s_samples];

    public override bool IsEvent => true;

    public override Finding? Judge(Dossier dossier, Limits limits) =>
        // It may have been so before it was looked for.
        Look(dossier, limits, out long? step) is not { } finding ? null
            : finding with { Step = dossier.Samples.Count == 0 ? finding.Step : step ?? finding.Step };

    private Finding? Look(Dossier dossier, Limits limits, out long? step)
    {
        FlowSample? sample = dossier.Samples.FirstOrDefault(sample => !double.IsFinite(sample.Loss)) ?? dossier.Draws.Take(1)
            .FirstOrDefault(sample => !double.IsFinite(sample.Loss));
        step = sample?.Step;
        if (sample is null)
            return dossier.End is { NonFinite: true } end ? Found(dossier, Severity.Error, Unmeasured(dossier, end))
                : OfGradients(dossier, limits, out step);
        string when = dossier.Samples.Count == 0 ? "before training" : $"at step {sample.Step:n0}";
        for (int i = 0; i < sample.Parameters.Count; i++)
        {
            if (!double.IsFinite(sample.Parameters[i].WeightNorm) && dossier.Header.Parameters[i].Layer is >= 0 and var owner)
                return Found(dossier, Severity.Error,
                    $"{when}: the update before it left {dossier.Header.Parameters[i].Name} "
                        + $"({string.Join(" × ", dossier.Header.Parameters[i].Shape)}) without finite values", [owner]);
        }

        for (int i = 0; i < sample.Layers.Count; i++)
        {
            if (double.IsFinite(sample.Layers[i].ActivationRms) && double.IsFinite(sample.Layers[i].ActivationMax))
                continue;
            string why = i == 0 && dossier.Data?.NonFiniteInputs > 0 ? ", because its input is not"
                : i > 0 ? $"; what comes in reaches {sample.Layers[i - 1].ActivationMax:g3}"
                : "";
            return Found(dossier, Severity.Error, $"{when}: {dossier.Name([i])} is the first whose output is not "
                + $"finite{Where(sample.Layers[i].ActivationNonFinite)}{why}", [i], Counted(sample.Layers[i].ActivationNonFinite));
        }

        if (FirstBackwards(sample) is { } at)
            return Found(dossier, Severity.Error,
                $"{when}: all outputs are finite; on the way back, the gradient is first not finite behind {dossier.Name([at])}"
                    + Where(sample.Layers[at].DeltaNonFinite), [at], Counted(sample.Layers[at].DeltaNonFinite));

        return Found(dossier, Severity.Error, $"{when}: all outputs are finite, up to "
            + $"{(sample.Layers.Count > 0 ? sample.Layers[^1].ActivationMax : 0):g3} at the last layer; the loss itself overflows");
    }

    /// <summary>
    /// A program may go on with gradients that are not finite while its loss is. Outputs alone say nothing: a mask puts out −∞ on purpose.
    /// </summary>
    private Finding? OfGradients(Dossier dossier, Limits limits, out long? step)
    {
        step = null;
        FlowSample[] all = [.. dossier.Samples.Where(sample => (sample.GradientNorm is { } norm && !double.IsFinite(norm))
            || FirstBackwards(sample) is not null || sample.Parameters.Any(parameter => !double.IsFinite(parameter.WeightNorm)))];
        if (all.Length == 0)
            return null;
        step = all[0].Step;
        int? at = FirstBackwards(all[0]);
        NonFiniteEntries? entries = at is { } place ? all[0].Layers[place].DeltaNonFinite : null;
        string first = at is { } layer ? $"; on the way back it is first not finite behind {dossier.Name([layer])}{Where(entries)}" : "";
        bool lasts = all.Length >= limits.Of(s_samples) || all[^1].Step == dossier.Samples[^1].Step;
        return Found(dossier, lasts ? Severity.Error : Severity.Warning,
            $"at step {all[0].Step}{(all.Length > 1 ? $" and {all.Length - 1} samples more" : "")}: the gradient is not finite while the "
                + $"loss is{first}", at is { } found ? [found] : null, Counted(entries));
    }

    /// <summary>The layer whose gradient is the first, on the way back, that is not finite; null for none.</summary>
    private static int? FirstBackwards(FlowSample sample)
    {
        for (int i = sample.Layers.Count - 1; i >= 0; i--)
        {
            if (sample.Layers[i].DeltaRms is { } delta && !double.IsFinite(delta))
                return i;
        }

        return null;
    }

    /// <summary>The shape, the rows and the samples concerned, where they are known.</summary>
    private static string Where(NonFiniteEntries? entries) => entries is null ? "" : $": {entries}";

    private static Evidence[] Counted(NonFiniteEntries? entries) => entries is null ? []
        : [new Evidence("entries that are not finite", entries.Count, 0, "none")];

    private static string Unmeasured(Dossier dossier, EndFacts end) =>
        dossier.Epochs is [.., { ValidationLoss: { } validation } last] && last.Step == end.Steps && !double.IsFinite(validation)
            ? $"the validation loss after step {end.Steps:n0} is not finite"
            : $"the loss of step {end.Steps + 1} is not finite; the flow of that step was not measured";
}
