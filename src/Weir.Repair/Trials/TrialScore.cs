using Weir.Data;
using Weir.Training;

namespace Weir.Repair;

/// <summary>
/// How well a network does on a part, on one scale for all losses and targets: accuracy of classes, of classes of unequal size the mean of
/// each class's; of values the share of the variance in their own unit, of several the mean of each.
/// </summary>
/// <param name="Value">The score.</param>
/// <param name="Parts">The score of each block of the samples; none where it was asked for no blocks.</param>
/// <param name="Accuracy">Of classes, the share of samples that are got right; of values as the score.</param>
internal sealed record TrialScore(double Value, IReadOnlyList<double> Parts, double Accuracy)
{
    /// <summary>The score of a network that a trainer holds; null where its loss is not finite.</summary>
    /// <param name="trainer">The trainer.</param>
    /// <param name="part">The samples as data has them: not scaled.</param>
    /// <param name="classes">Whether classes are of unequal size.</param>
    /// <param name="blocks">Their blocks, or null.</param>
    public static TrialScore? Of(Trainer trainer, Dataset part, ClassBalance classes, SampleBlocks? blocks = null)
    {
        ExplainedVariance explained = new();
        List<double> rights = [];
        EvaluationReport report = trainer.Evaluate(part, (row, targets, isRight) =>
        {
            if (targets.IsEmpty)
                rights.Add(isRight ? 1 : 0);
            else
                explained.Add(row, targets);
        });
        return !double.IsFinite(report.Loss) ? null
            : report.Classes is { } found ? OfClasses(rights, part, classes, blocks, found.Accuracy)
            : explained.Score(blocks ?? SampleBlocks.None);
    }

    /// <summary>The score of the trivial predictor on a part: that of always the commonest class, or 0 of the variance.</summary>
    /// <param name="part">The samples.</param>
    /// <param name="classes">Whether classes are of unequal size.</param>
    /// <param name="blocks">Their blocks, or null.</param>
    public static TrialScore OfTrivial(Dataset part, ClassBalance classes, SampleBlocks? blocks = null)
    {
        blocks ??= SampleBlocks.None;
        if (part.Targets is not ClassTargets { Labels: { Length: > 0 } labels } targets)
            return new TrialScore(0, blocks.Means(new double[part.Count]), 0);
        int[] counts = targets.Counts();
        int commonest = Array.IndexOf(counts, counts.Max());
        double[] rights = [.. labels.Select(label => label == commonest ? 1.0 : 0)];
        return OfClasses(rights, part, classes, blocks, (double)counts[commonest] / Math.Max(1, counts.Sum()));
    }

    private static TrialScore OfClasses(IReadOnlyList<double> rights, Dataset part, ClassBalance classes, SampleBlocks? blocks,
        double accuracy)
    {
        if (!classes.IsUnequal || part.Targets is not ClassTargets { Labels: var labels } || labels.Length != rights.Count)
            return new TrialScore(accuracy, blocks?.Means(rights) ?? [], accuracy);
        double[] weights = ClassBalance.WeightsIn(labels), weighted = [.. rights.Select((right, i) => right * weights[labels[i]])];
        return new TrialScore(weighted.Average(), blocks?.Means(weighted) ?? [], accuracy);
    }
}
