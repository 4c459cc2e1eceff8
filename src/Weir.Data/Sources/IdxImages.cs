using Weir.Tensors;

namespace Weir.Data;

/// <summary>
/// Sets of 28 × 28 grey levels and ten classes in four IDX files, compressed or not, as MNIST and those made in its likeness.
/// </summary>
/// <param name="name">The name of the source.</param>
/// <param name="folders">Where its files may lie, seen from the data folder.</param>
/// <param name="missing">Where a file is not, and what to do, for the folders that were looked into.</param>
internal sealed class IdxImages(string name, Func<string, IReadOnlyList<string>> folders, Func<string, string> missing)
{
    private const int Side = 28;
    private const int Classes = 10;

    private static readonly string[] s_suffixes = ["", ".gz"];

    /// <summary>What such a source can be asked for.</summary>
    public static IReadOnlyList<string> Options { get; } =
        [nameof(DataRequest.TrainingCount), nameof(DataRequest.ValidationCount), nameof(DataRequest.TestCount),
            nameof(DataRequest.AsImages)];

    /// <summary>Whether its training images are there.</summary>
    public bool IsThere(DataRequest request) => PathOf(request.Folders(), "train-images-idx3-ubyte") is not null;

    /// <summary>An image of each class, all black.</summary>
    public Dataset Blank(DataRequest request) => new(name, ShapeOf(request), new float[Classes * Side * Side],
        new ClassTargets([.. Enumerable.Range(0, Classes)], Classes));

    /// <summary>Loads the parts.</summary>
    public DataSplit Load(DataRequest request)
    {
        IReadOnlyList<string> places = request.Folders();
        (IdxFile images, IdxFile labels) = ReadPair(places, "train");
        int validation = Wanted(request.ValidationCount ?? Math.Min(10_000, labels.Values.Length / 6), labels.Values.Length, "validation");
        int rest = labels.Values.Length - validation;
        int training = Wanted(request.TrainingCount ?? rest, rest, "training");
        if (training == 0)
            throw new DataException($"{name}: no training images are left; ask for 1 or more, and for fewer than {labels.Values.Length} "
                + "validation images");
        Shape shape = ShapeOf(request);
        Dataset? test = null;
        if (request.TestCount != 0)
        {
            (IdxFile testImages, IdxFile testLabels) = ReadPair(places, "t10k");
            int count = Wanted(request.TestCount ?? testLabels.Values.Length, testLabels.Values.Length, "test");
            test = Part($"{name} test", shape, testImages, testLabels, 0, count);
        }

        return new DataSplit(
            Part($"{name} training", shape, images, labels, 0, training),
            validation == 0 ? null : Part($"{name} validation", shape, images, labels, rest, validation),
            test)
        { Images = new ImageForm(Side, Side, 1) };
    }

    private static Shape ShapeOf(DataRequest request) => request.AsImages ? new Shape(Side, Side, 1) : new Shape(Side * Side);

    private int Wanted(int count, int there, string part) =>
        count >= 0 && count <= there ? count
            : throw new DataException($"{name}: {count} {part} images were asked for; there are {there} to take them from")
            {
                Option = part
            };

    private (IdxFile Images, IdxFile Labels) ReadPair(IReadOnlyList<string> places, string prefix)
    {
        string imagePath = Find(places, $"{prefix}-images-idx3-ubyte");
        string labelPath = Find(places, $"{prefix}-labels-idx1-ubyte");
        IdxFile images = IdxFile.Read(imagePath, 3);
        IdxFile labels = IdxFile.Read(labelPath, 1);
        if (images.Dimensions[1] != Side || images.Dimensions[2] != Side)
            throw new DataException($"{imagePath}: its images are {images.Dimensions[1]} × {images.Dimensions[2]}; those of this set are "
                + "28 × 28");
        if (images.Dimensions[0] != labels.Dimensions[0])
            throw new DataException($"{imagePath}: {images.Dimensions[0]} images, but {labels.Dimensions[0]} labels in {labelPath}; "
                + "fetch both again");
        int wrong = labels.Values.AsSpan().IndexOfAnyExceptInRange((byte)0, (byte)(Classes - 1));
        if (wrong >= 0)
            throw new DataException($"{labelPath}: label {wrong} is {labels.Values[wrong]}; labels are 0 to 9");
        return (images, labels);
    }

    private string? PathOf(IReadOnlyList<string> places, string file) => places.SelectMany(folders)
        .SelectMany(folder => s_suffixes.Select(suffix => Path.Combine(folder, file + suffix))).FirstOrDefault(File.Exists);

    private string Find(IReadOnlyList<string> places, string file) => PathOf(places, file)
        ?? throw new DataException($"{name}: {file}[.gz] is {missing(string.Join(" or ", places))}");

    private static Dataset Part(string part, Shape shape, IdxFile images, IdxFile labels, int start, int count)
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
        return new Dataset(part, shape, inputs, new ClassTargets(classes, Classes));
    }
}
