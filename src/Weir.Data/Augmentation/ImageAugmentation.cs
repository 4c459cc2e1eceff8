using Weir.Tensors;

namespace Weir.Data;

/// <summary>A random change of each image by itself.</summary>
public abstract record ImageAugmentation : Augmentation
{
    [ThreadStatic]
    private static float[]? t_scratch;

    [ThreadStatic]
    private static int[]? t_labels;

    /// <inheritdoc/>
    public override void Check(Dataset training)
    {
        base.Check(training);
        if (training.InputShape.Rank != 3)
            throw new DataException($"augment: {Name}: samples of {training.Name} have the shape {training.InputShape}; images (height, "
                + "width, channels) are expected: set 'images: true' where the source has it");
    }

    /// <inheritdoc/>
    public override void Apply(Batch batch, AugmentationStreams random)
    {
        Shape shape = batch.InputShape;
        int size = shape.SizeFrom(1);
        if (t_scratch is null || t_scratch.Length < size)
            t_scratch = new float[size];
        int pixels = batch.IsOfPixels ? batch.Positions : 0;
        if (t_labels is null || t_labels.Length < pixels)
            t_labels = new int[pixels];
        for (int i = 0; i < batch.Count; i++)
        {
            Change(
                new ImagePixels(batch.InputBuffer.AsSpan(i * size, size), t_scratch.AsSpan(0, size), shape[1], shape[2], shape[3])
                {
                    Labels = batch.LabelBuffer.AsSpan(i * pixels, pixels),
                    LabelScratch = t_labels.AsSpan(0, pixels),
                },
                random.Of(i));
        }
    }

    /// <summary>Changes one image where it lies.</summary>
    /// <param name="image">The image.</param>
    /// <param name="random">The stream of this image.</param>
    protected abstract void Change(ImagePixels image, RandomStream random);
}
