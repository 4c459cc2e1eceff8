using Weir.Tensors;

namespace Weir.Training;

/// <summary>What layers of images expect of a sample.</summary>
internal static class ImageShapes
{
    public static void Check(string layer, Shape input)
    {
        if (input.Rank != 3)
            throw new ShapeException($"{layer}: a sample of shape {input} comes in; images (height, width, channels) are expected: write "
                + "'images: true' under data, and put 'flatten' behind this layer");
    }
}
