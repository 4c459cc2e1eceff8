using System.Buffers;
using Weir.Tensors;

namespace Weir.Data;

/// <summary>Mixes a sample with another.</summary>
/// <param name="sample">Its place in the batch; its numbers are to be changed.</param>
/// <param name="other">The numbers of the other, as they were.</param>
/// <returns>The share of the sample itself that is left, from 0 to 1.</returns>
internal delegate double Mixture(int sample, ReadOnlySpan<float> other);

/// <summary>What augmentations that mix samples share: partners, and targets that are mixed like the inputs.</summary>
internal static class Mixing
{
    public static void Check(string name, Dataset training)
    {
        if (training.Targets.Positions > 1)
        {
            throw new DataException($"augment: {name}: {training.Name} has a {(training.Targets is ClassTargets ? "class" : "target")} for "
                + "each position; samples of one class, or of values, can be mixed");
        }
    }

    public static void Apply(Batch batch, RandomStream random, Mixture mix)
    {
        int count = batch.Count, size = batch.InputShape.SizeFrom(1);
        int[] partners = new int[count];
        for (int i = 0; i < count; i++)
            partners[i] = i;
        random.Shuffle<int>(partners);
        bool classes = batch.Classes > 0;
        int width = classes ? batch.Classes : batch.ValueWidth;
        Span<float> targets = classes ? batch.Share() : batch.ValueBuffer.AsSpan(0, count * width);
        float[] inputsBefore = ArrayPool<float>.Shared.Rent(count * size), targetsBefore = ArrayPool<float>.Shared.Rent(count * width);
        batch.Inputs.CopyTo(inputsBefore);
        targets.CopyTo(targetsBefore);
        for (int i = 0; i < count; i++)
        {
            float kept = (float)mix(i, inputsBefore.AsSpan(partners[i] * size, size));
            Span<float> row = targets.Slice(i * width, width);
            ReadOnlySpan<float> other = targetsBefore.AsSpan(partners[i] * width, width);
            int largest = 0;
            for (int j = 0; j < width; j++)
            {
                row[j] = (kept * row[j]) + ((1 - kept) * other[j]);
                if (row[j] > row[largest])
                    largest = j;
            }

            if (classes)
                batch.LabelBuffer[i] = largest;
        }

        ArrayPool<float>.Shared.Return(inputsBefore);
        ArrayPool<float>.Shared.Return(targetsBefore);
    }
}
