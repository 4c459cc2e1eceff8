using System.Numerics.Tensors;
using Weir.Data;
using Weir.Nn;
using Weir.Tensors;
using Weir.Tensors.Backends;
using Tensor = Weir.Tensors.Tensor;

namespace Weir.Diagnosis;

/// <summary>The best constant prediction: what a network that has learnt nothing of its inputs can reach.</summary>
internal static class TrivialPredictor
{
    private const int MostSamples = 10_000;

    /// <summary>Its loss; null where the loss cannot be taken on the targets.</summary>
    public static double? LossOf(Loss loss, Targets targets)
    {
        if (loss is CrossEntropy { Smoothing: 0 } && targets is ClassTargets { Count: > 0 } labels)
            return Entropy(labels);
        if (loss is MeanSquaredError && targets is ValueTargets { Count: > 0 } squares)
            return FeatureMoments.Of(squares.Values, squares.Width).Deviation.Average(deviation => deviation * deviation);
        // By chance: targets may be sorted, or repeat in a fixed order.
        if (targets.Count > MostSamples)
        {
            RandomStream random = RandomStream.For(1, "trivial-predictor");
            int[] chosen = new int[MostSamples];
            for (int i = 0; i < chosen.Length; i++)
                chosen[i] = random.NextInteger(targets.Count);
            targets = targets.Select(chosen);
        }

        if (targets.Count == 0)
            return null;
        Tape tape = new(new ReferenceBackend());
        tape.Begin(recording: false);
        double value;
        switch (targets)
        {
            case ClassTargets classes:
                float[] shares = new float[classes.Classes];
                foreach (int label in classes.Labels)
                    shares[label] += 1f / classes.Labels.Length;
                float[] logits = Array.ConvertAll(shares, share => loss switch
                {
                    CrossEntropy(var smoothing) => MathF.Log(Math.Max(1e-6f, ((1 - smoothing) * share) + (smoothing / shares.Length))),
                    SigmoidCrossEntropy => MathF.Log(Math.Max(1e-6f, share) / Math.Max(1e-6f, 1 - share)),
                    _ => share,
                });
                value = loss.Of(Rows(tape, classes.Labels.Length, logits), new Indices(classes.Labels)).Item();
                break;
            case ValueTargets values:
                float[] row = new float[values.Width];
                for (int column = 0; column < row.Length; column++)
                    row[column] = Centre(loss, values, column);
                value = loss.Of(Rows(tape, values.Count, row), tape.Input(new Shape(values.Count, values.Width), values.Values)).Item();
                break;
            default:
                return null;
        }

        return double.IsFinite(value) ? value : null;
    }

    private static double Entropy(ClassTargets classes)
    {
        int[] counts = new int[classes.Classes];
        foreach (int label in classes.Labels)
            counts[label]++;
        return -counts.Where(count => count > 0)
            .Sum(count => (double)count / classes.Labels.Length * Math.Log((double)count / classes.Labels.Length));
    }

    private static float Centre(Loss loss, ValueTargets values, int column)
    {
        float[] all = new float[values.Count];
        for (int i = 0; i < all.Length; i++)
            all[i] = values.Values[(i * values.Width) + column];
        float mean = TensorPrimitives.Sum<float>(all) / all.Length;
        if (loss is SigmoidCrossEntropy)
            return MathF.Log(Math.Max(1e-6f, mean) / Math.Max(1e-6f, 1 - mean));
        if (loss is MeanSquaredError)
            return mean;
        Array.Sort(all);
        return all[all.Length / 2];
    }

    private static Tensor Rows(Tape tape, int count, float[] row)
    {
        float[] rows = new float[count * row.Length];
        for (int i = 0; i < count; i++)
            row.CopyTo(rows, i * row.Length);
        return tape.Input(new Shape(count, row.Length), rows);
    }
}
