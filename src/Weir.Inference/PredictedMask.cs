using System.Numerics.Tensors;
using Weir.Data;
using Weir.Tensors;
using Weir.Training;

namespace Weir.Inference;

/// <summary>What a network says each pixel of an image is of.</summary>
public sealed class PredictedMask
{
    private readonly OutputSignature _output;
    private readonly int[] _classes;

    internal PredictedMask(OutputSignature output, ReadOnlySpan<float> values)
    {
        (_output, Height, Width) = (output, output.Shape[0], output.Shape[1]);
        int names = output.Names.Count;
        _classes = new int[Height * Width];
        for (int pixel = 0; pixel < _classes.Length; pixel++)
            _classes[pixel] = TensorPrimitives.IndexOfMax(values.Slice(pixel * names, names));
    }

    /// <summary>Rows of pixels.</summary>
    public int Height { get; }

    /// <summary>Pixels of a row.</summary>
    public int Width { get; }

    /// <summary>The number of the most probable class of each pixel, from 0, row by row.</summary>
    public ReadOnlySpan<int> Classes => _classes;

    /// <summary>The number of the most probable class of a pixel.</summary>
    /// <param name="row">From 0, the top.</param>
    /// <param name="column">From 0, the left.</param>
    public int this[int row, int column] => _classes[(row * Width) + column];

    /// <summary>The share of pixels that are of a class.</summary>
    /// <param name="number">The number of the class, from 0.</param>
    public float ShareOf(int number) => (float)_classes.Count(each => each == number) / _classes.Length;

    /// <summary>
    /// Writes the mask as a PNG file, with the values that the classes had in the masks of the training (their numbers, where those came
    /// from no file), in the size that the network takes.
    /// </summary>
    /// <param name="path">The file; its folder is made.</param>
    /// <exception cref="FileException">It cannot be written.</exception>
    public void Save(string path) => Write(path, Drawn());

    /// <summary>Writes it in the size of the image that it was made of.</summary>
    /// <param name="path">The file; its folder is made.</param>
    /// <param name="form">How the image was brought to the size that the network takes.</param>
    /// <param name="height">Rows of the image.</param>
    /// <param name="width">Columns of the image.</param>
    internal void Save(string path, ImageForm form, int height, int width) =>
        Write(path, form.Back(Drawn(), height, width, Form.Nothing));

    private MaskForm Form => _output.Masks ?? MaskForm.Numbered(_output.Names.Count);

    private MaskImage Drawn()
    {
        MaskValue[] values = [.. Form.Codes];
        return new MaskImage(Height, Width, Array.ConvertAll(_classes, each => values[each]));
    }

    private static void Write(string path, MaskImage mask) => FileException.Guard(path, "the mask cannot be written", () =>
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
        WholeFile.WriteShared(path, stream => stream.Write(PngMask.Encode(mask)));
    });
}
