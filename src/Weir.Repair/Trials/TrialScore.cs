using Weir.Data;
using Weir.Training;

namespace Weir.Repair;

/// <summary>
/// How well a network does on a part, on one scale for all losses and targets: accuracy of classes; of values the share of the variance in
/// their own unit, of several the mean of each.
/// </summary>
/// <param name="Value">The score.</param>
/// <param name="Error">Its standard error: how far it may be off because it was taken on these samples and not on others.</param>
internal sealed record TrialScore(double Value, double Error)
{
    /// <summary>The score of a network that a trainer holds; null where its loss is not finite.</summary>
    /// <param name="trainer">The trainer.</param>
    /// <param name="part">The samples as data has them: not scaled.</param>
    public static TrialScore? Of(Trainer trainer, Dataset part)
    {
        ExplainedVariance explained = new();
        EvaluationReport report = trainer.Evaluate(part, explained.Add);
        int independent = SampleParts.Independent(part);
        return !double.IsFinite(report.Loss) ? null : report.Classes is { } classes ? OfShare(classes.Accuracy, independent)
            : explained.Score(independent);
    }

    /// <summary>The score of the trivial predictor on a part: the share of the commonest class, or 0 of the variance.</summary>
    public static TrialScore OfTrivial(Dataset part) => part.Targets is ClassTargets { Labels.Length: > 0 } classes
        ? OfShare((double)classes.Labels.CountBy(label => label).Max(pair => pair.Value) / classes.Labels.Length,
            SampleParts.Independent(part))
        : new TrialScore(0, 0);

    /// <summary>A share of samples, with the error of a binomial draw.</summary>
    /// <param name="share">The share that is right.</param>
    /// <param name="samples">How many samples; positions of one are not independent of each other and count as one;
    /// of windows that overlap, as many as fit side by side.</param>
    internal static TrialScore OfShare(double share, int samples)
    {
        // Two more that are right and two that are wrong (Agresti and Coull, 1998): of few samples, all right is no certainty.
        double all = samples + 4, within = ((share * samples) + 2) / all;
        return new TrialScore(share, Math.Sqrt(within * (1 - within) / all));
    }
}
