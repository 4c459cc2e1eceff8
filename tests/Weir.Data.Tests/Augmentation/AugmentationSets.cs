using Weir.Tensors;

namespace Weir.Data.Tests.Augmentation;

/// <summary>Small images, and one augmentation applied to them in one batch.</summary>
internal static class AugmentationSets
{
    /// <summary>Smooth colour images of 6 × 8 pixels whose class is their number modulo 3.</summary>
    public static Dataset Colours(int count)
    {
        float[] inputs = new float[count * 6 * 8 * 3];
        for (int i = 0; i < inputs.Length; i++)
            inputs[i] = (float)((Math.Sin(0.37 * i) + 1) / 2);
        return new Dataset("colours", new Shape(6, 8, 3), inputs, new ClassTargets([.. Enumerable.Range(0, count).Select(i => i % 3)], 3));
    }

    /// <summary>One grey image.</summary>
    public static Dataset Grey(int height, int width, params float[] values) =>
        new("grey", new Shape(height, width, 1), values, new ClassTargets([0], 2));

    /// <summary>The same image many times, each changed by its own random numbers.</summary>
    public static Dataset Many(Dataset one, int count) =>
        new(one.Name, one.InputShape, [.. Enumerable.Repeat(one.Inputs, count).SelectMany(x => x)], new ClassTargets(new int[count], 2));

    /// <summary>What one augmentation makes of all samples, in their order.</summary>
    public static float[][] Apply(Weir.Data.Augmentation link, Dataset set, long seed = 1)
    {
        Batch batch = Batch(link, set, seed);
        return [.. Enumerable.Range(0, set.Count).Select(i => batch.Inputs.Slice(i * set.SampleSize, set.SampleSize).ToArray())];
    }

    public static Batch Batch(Weir.Data.Augmentation link, Dataset set, long seed = 1)
    {
        using BatchLoader loader = new(set, new BatchOptions
        {
            BatchSize = set.Count,
            Shuffle = false,
            AheadBatches = 0,
            Transform = new AugmentationChain([link], set, seed)
        });
        return loader.Next();
    }
}
