using System.Numerics.Tensors;
using Weir.Data;
using Weir.Nn;
using Weir.Tensors;
using Weir.Training;
using Tensor = Weir.Tensors.Tensor;

namespace Weir.Repair;

/// <summary>
/// How well a network does, on one scale for all losses and targets: accuracy of classes, share of the variance of values in their own
/// unit.
/// </summary>
/// <param name="trivial">The score of the trivial predictor.</param>
internal sealed class TrialScore(double trivial)
{
    private const int BatchSize = 500;

    /// <summary>The least share of a variance that counts: worse is as bad.</summary>
    private const double Floor = -1;

    /// <summary>The score of the trivial predictor on a set: the share of the commonest class, or 0 of the variance.</summary>
    public static double TrivialOf(Dataset part)
    {
        if (part.Targets is not ClassTargets { Labels.Length: > 0 } classes)
            return 0;
        int[] counts = new int[classes.Classes];
        foreach (int label in classes.Labels)
            counts[label]++;
        return (double)counts.Max() / classes.Labels.Length;
    }

    /// <summary>The share of what the trivial predictor leaves.</summary>
    public double SkillOf(double score) => (score - trivial) / Math.Max(1e-9, 1 - trivial);

    /// <summary>The score of a network that a trainer holds; null where an output is not finite.</summary>
    /// <param name="trainer">The trainer.</param>
    /// <param name="part">The samples as the network sees them.</param>
    /// <param name="raw">The same samples with targets in their own unit.</param>
    public static double? Of(Trainer trainer, Dataset part, Dataset raw)
    {
        Tape tape = new(trainer.Backend);
        int at = 0, right = 0, positions = 0;
        double error = 0, sum = 0, squares = 0;
        float[] outputs = [];
        using (trainer.Model.Evaluating())
        {
            foreach (Batch batch in BatchLoader.Sequential(part, BatchSize))
            {
                tape.Begin(recording: false);
                Tensor output = trainer.Model.Apply(tape.Input(batch.InputShape, batch.Inputs));
                if (outputs.Length < output.Shape.Size)
                    outputs = new float[output.Shape.Size];
                Span<float> rows = outputs.AsSpan(0, output.Shape.Size);
                output.CopyTo(rows);
                if (!TensorPrimitives.IsFiniteAll<float>(rows))
                    return null;
                if (raw.Targets is ClassTargets classes)
                {
                    ReadOnlySpan<int> labels = batch.Labels;
                    for (int i = 0; i < labels.Length; i++)
                        right += TensorPrimitives.IndexOfMax(rows.Slice(i * classes.Classes, classes.Classes)) == labels[i] ? 1 : 0;
                    positions += labels.Length;
                }
                else if (raw.Targets is ValueTargets values)
                {
                    if (trainer.Loss is SigmoidCrossEntropy)
                        TensorPrimitives.Sigmoid(rows, rows);
                    trainer.Targets.UndoInPlace(rows);
                    for (int i = 0; i < rows.Length; i++)
                    {
                        double target = values.Values[(at * values.Width) + i], off = rows[i] - target;
                        (error, sum, squares) = (error + (off * off), sum + target, squares + (target * target));
                    }

                    positions += rows.Length;
                }

                at += batch.Count;
            }
        }

        tape.Begin();
        if (positions == 0)
            return null;
        if (raw.Targets is ClassTargets)
            return (double)right / positions;
        double variance = squares - (sum * sum / positions);
        return variance > 0 ? Math.Max(Floor, 1 - (error / variance)) : null;
    }
}
