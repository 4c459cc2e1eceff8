using Weir.Data;
using Weir.Nn;
using Weir.Tensors;
using Weir.Tensors.Backends;

namespace Weir.Diagnosis;

/// <summary>The best constant prediction: what a network that has learnt nothing of its inputs can reach.</summary>
internal static class TrivialPredictor
{
    // Rows that the loss is taken on at once.
    private const int MostRows = 10_000;

    /// <summary>Its loss; null where there are no targets, or the loss cannot be taken on them.</summary>
    public static double? LossOf(Loss loss, Targets targets)
    {
        if (targets.Count == 0)
            return null;
        Tape tape = new(new ReferenceBackend());
        double? value = targets switch
        {
            ClassTargets classes => OfClasses(loss, classes, tape),
            ValueTargets values => OfValues(loss, values, tape),
            _ => null,
        };
        return value is { } number && double.IsFinite(number) ? number : null;
    }

    // All samples of a class have the same loss.
    private static double OfClasses(Loss loss, ClassTargets classes, Tape tape)
    {
        double[] shares = SharesOf(loss, classes);
        if (loss.LeastConstant(shares) is { } least)
            return least;
        float[] outputs = Array.ConvertAll(shares, share => loss.BestOutput(share, shares.Length));
        double sum = 0;
        for (int label = 0; label < shares.Length; label++)
        {
            if (shares[label] == 0)
                continue;
            tape.Begin(recording: false);
            sum += shares[label] * loss.Of(tape.Input(new Shape(1, outputs.Length), outputs), new Indices([label])).Item();
        }

        return sum;
    }

    // The share of each class, as the loss weighs it.
    internal static double[] SharesOf(Loss loss, ClassTargets classes)
    {
        double[] shares = [.. classes.Counts().Select((count, label) => loss is ClassWeighted weighted
            ? (double)count * weighted.Weights[label] : count)];
        double sum = shares.Sum();
        for (int label = 0; label < shares.Length; label++)
            shares[label] /= sum;
        return shares;
    }

    private static double OfValues(Loss loss, ValueTargets values, Tape tape)
    {
        // Positions that are not known count for nothing.
        ReadOnlySpan<float> known = values.Known;
        float[] row = new float[values.PositionWidth], column = new float[known.Length / row.Length];
        if (column.Length == 0)
            return double.NaN;
        for (int i = 0; i < row.Length; i++)
        {
            for (int sample = 0; sample < column.Length; sample++)
                column[sample] = known[(sample * row.Length) + i];
            Array.Sort(column);
            row[i] = loss.BestOutput(column);
        }

        double sum = 0;
        for (int start = 0; start < column.Length; start += MostRows)
        {
            int count = Math.Min(MostRows, column.Length - start);
            tape.Begin(recording: false);
            float[] rows = new float[count * row.Length];
            for (int i = 0; i < count; i++)
                row.CopyTo(rows, i * row.Length);
            Shape shape = new(count, row.Length);
            ReadOnlySpan<float> targets = known.Slice(start * row.Length, rows.Length);
            sum += (double)count * loss.Of(tape.Input(shape, rows), tape.Input(shape, targets)).Item();
        }

        return sum / column.Length;
    }
}
