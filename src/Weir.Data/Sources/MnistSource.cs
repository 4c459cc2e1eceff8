using Weir.Tensors;

namespace Weir.Data;

/// <summary>
/// The handwritten digits of LeCun, Bottou, Bengio and Haffner, "Gradient-based learning applied to document recognition",
/// 1998: 60,000 training and 10,000 test images of 28 × 28 grey levels, here pixel / 255 in 0 … 1. The validation part is the last of
/// the training images, 10,000 unless told. The four files lie, compressed or not, in the data folder or in <c>mnist</c> there.
/// </summary>
public sealed class MnistSource : IDataSource
{
    private const int Side = 28;
    private const int Classes = 10;

    /// <inheritdoc/>
    public string Name => "mnist";

    /// <inheritdoc/>
    public string Description => "handwritten digits, 28 × 28 grey levels, from the four MNIST files (784 numbers, 10 classes)";

    /// <inheritdoc/>
    public IReadOnlyList<string> Options { get; } =
        [nameof(DataRequest.TrainingCount), nameof(DataRequest.ValidationCount), nameof(DataRequest.TestCount),
            nameof(DataRequest.AsImages)];

    /// <inheritdoc/>
    public DataSplit Load(DataRequest request)
    {
        string directory = DataDirectory.Resolve(request.Directory);
        (IdxFile images, IdxFile labels) = ReadPair(directory, "train");
        int validation = Wanted(request.ValidationCount ?? Math.Min(10_000, labels.Values.Length / 6), labels.Values.Length, "validation");
        int rest = labels.Values.Length - validation;
        int training = Wanted(request.TrainingCount ?? rest, rest, "training");
        if (training == 0)
            throw new DataException($"mnist: no training images are left; ask for 1 or more, and for fewer than {labels.Values.Length} "
                + "validation images");
        Shape shape = request.AsImages ? new Shape(Side, Side, 1) : new Shape(Side * Side);
        Dataset? test = null;
        if (request.TestCount != 0)
        {
            (IdxFile testImages, IdxFile testLabels) = ReadPair(directory, "t10k");
            int count = Wanted(request.TestCount ?? testLabels.Values.Length, testLabels.Values.Length, "test");
            test = Part("mnist test", shape, testImages, testLabels, 0, count);
        }

        return new DataSplit(
            Part("mnist training", shape, images, labels, 0, training),
            validation == 0 ? null : Part("mnist validation", shape, images, labels, rest, validation),
            test)
        { Images = new ImageForm(Side, Side, 1) };
    }

    private static int Wanted(int count, int there, string part) =>
        count >= 0 && count <= there ? count
            : throw new DataException($"mnist: {count} {part} images were asked for; there are {there} to take them from");

    private static (IdxFile Images, IdxFile Labels) ReadPair(string directory, string prefix)
    {
        string imagePath = Find(directory, $"{prefix}-images-idx3-ubyte");
        string labelPath = Find(directory, $"{prefix}-labels-idx1-ubyte");
        IdxFile images = IdxFile.Read(imagePath, 3);
        IdxFile labels = IdxFile.Read(labelPath, 1);
        if (images.Dimensions[1] != Side || images.Dimensions[2] != Side)
            throw new DataException($"{imagePath}: its images are {images.Dimensions[1]} × {images.Dimensions[2]}; those of MNIST are "
                + "28 × 28");
        if (images.Dimensions[0] != labels.Dimensions[0])
            throw new DataException($"{imagePath}: {images.Dimensions[0]} images, but {labels.Dimensions[0]} labels in {labelPath}; "
                + "fetch both again");
        int wrong = labels.Values.AsSpan().IndexOfAnyExceptInRange((byte)0, (byte)(Classes - 1));
        if (wrong >= 0)
            throw new DataException($"{labelPath}: label {wrong} is {labels.Values[wrong]}; labels are 0 to 9");
        return (images, labels);
    }

    private static string Find(string directory, string name)
    {
        foreach (string folder in (string[])[directory, Path.Combine(directory, "mnist")])
        {
            foreach (string suffix in (string[])["", ".gz"])
            {
                string path = Path.Combine(folder, name + suffix);
                if (File.Exists(path))
                    return path;
            }
        }

        throw new DataException($"mnist: {name}[.gz] is neither in {Path.GetFullPath(directory)} nor in its folder mnist; fetch the "
            + $"files with 'weir data get mnist', or name their folder in {DataDirectory.Variable}");
    }

    private static Dataset Part(string name, Shape shape, IdxFile images, IdxFile labels, int start, int count)
    {
        float[] levels = new float[256];
        for (int level = 0; level < levels.Length; level++)
            levels[level] = level / 255f;
        ReadOnlySpan<byte> pixels = images.Values.AsSpan(start * Side * Side, count * Side * Side);
        float[] inputs = new float[pixels.Length];
        for (int i = 0; i < inputs.Length; i++)
            inputs[i] = levels[pixels[i]];
        int[] classes = new int[count];
        for (int i = 0; i < count; i++)
            classes[i] = labels.Values[start + i];
        return new Dataset(name, shape, inputs, new ClassTargets(classes, Classes));
    }
}
