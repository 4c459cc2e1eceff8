using Weir.Data;
using Weir.Training;

namespace Weir.Repair;

/// <summary>
/// How well a network does on a part, on one scale for all losses and targets: accuracy of classes; of values the share of the variance in
/// their own unit, of several the mean of each.
/// </summary>
/// <param name="Value">The score.</param>
/// <param name="Parts">The score of each block of the samples; none where it was asked for no blocks.</param>
internal sealed record TrialScore(double Value, IReadOnlyList<double> Parts)
{
    /// <summary>The score of a network that a trainer holds; null where its loss is not finite.</summary>
    /// <param name="trainer">The trainer.</param>
    /// <param name="part">The samples as data has them: not scaled.</param>
    /// <param name="blocks">Their blocks, or null.</param>
    public static TrialScore? Of(Trainer trainer, Dataset part, SampleBlocks? blocks = null)
    {
        ExplainedVariance explained = new();
        List<double> rights = [];
        EvaluationReport report = trainer.Evaluate(part, (row, targets, isRight) =>
        {
            if (!targets.IsEmpty)
                explained.Add(row, targets);
            else if (blocks is not null)
                rights.Add(isRight ? 1 : 0);
        });
        return !double.IsFinite(report.Loss) ? null
            : report.Classes is { } classes ? new TrialScore(classes.Accuracy, blocks?.Means(rights) ?? [])
            : explained.Score(blocks ?? SampleBlocks.None);
    }

    /// <summary>The score of the trivial predictor on a part: the share of the commonest class, or 0 of the variance.</summary>
    /// <param name="part">The samples.</param>
    /// <param name="blocks">Their blocks, or null.</param>
    public static TrialScore OfTrivial(Dataset part, SampleBlocks? blocks = null)
    {
        blocks ??= SampleBlocks.None;
        if (part.Targets is not ClassTargets { Labels: { Length: > 0 } labels })
            return new TrialScore(0, blocks.Means(new double[part.Count]));
        int commonest = labels.CountBy(label => label).MaxBy(pair => pair.Value).Key;
        double[] rights = [.. labels.Select(label => label == commonest ? 1.0 : 0)];
        return new TrialScore(rights.Average(), blocks.Means(rights));
    }
}
