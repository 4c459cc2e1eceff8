using Weir.Tensors;

namespace Weir.Data;

/// <summary>
/// CIFAR-10 (Krizhevsky, "Learning Multiple Layers of Features from Tiny Images", 2009) in its binary layout: records of a label byte and
/// 1,024 red, 1,024 green and 1,024 blue bytes. Images are (32, 32, 3), pixel / 255 in 0 … 1. As many of <c>data_batch_1.bin</c> …
/// <c>data_batch_5.bin</c> as are there make up the training images, <c>test_batch.bin</c> the test part, <c>batches.meta.txt</c> names the
/// classes. The validation part is the last tenth of the training images unless told. The files lie in the data folder, or there in
/// <c>cifar-10</c> or <c>cifar-10-batches-bin</c>.
/// </summary>
public sealed class CifarSource : IDataSource
{
    private const int Side = 32;
    private const int Channels = 3;
    private const int Plane = Side * Side;
    private const int Record = 1 + (Channels * Plane);
    private const int Classes = 10;
    private const string TestFile = "test_batch.bin";

    /// <inheritdoc/>
    public string Name => "cifar-10";

    /// <inheritdoc/>
    public string Description => "small colour photographs, 32 × 32, from CIFAR-10's binary files (32×32×3 numbers, 10 classes)";

    /// <inheritdoc/>
    public IReadOnlyList<string> Options { get; } =
        [nameof(DataRequest.TrainingCount), nameof(DataRequest.ValidationCount), nameof(DataRequest.TestCount),
            nameof(DataRequest.AsImages)];

    /// <inheritdoc/>
    public bool IsThere(DataRequest request) => request.Folders().SelectMany(Folders).Any(HasImages);

    /// <inheritdoc/>
    public Dataset? Blank(DataRequest request) => new("cifar-10", new Shape(Side, Side, Channels), new float[Classes * Channels * Plane],
        new ClassTargets([.. Enumerable.Range(0, Classes)], Classes));

    /// <inheritdoc/>
    public DataSplit Load(DataRequest request)
    {
        string folder = Find(request.Folders());
        string[] files = [.. Enumerable.Range(1, 5).Select(number => Path.Combine(folder, $"data_batch_{number}.bin")).Where(File.Exists)];
        string[]? names = ReadNames(Path.Combine(folder, "batches.meta.txt"));
        int there = files.Sum(CountOf);
        int validation = Wanted(request.ValidationCount ?? there / 10, there, "validation");
        int training = Wanted(request.TrainingCount ?? there - validation, there - validation, "training");
        if (training == 0)
            throw new DataException($"cifar-10: no training images are left; ask for 1 or more, and for fewer than {there} validation "
                + "images");

        string testFile = Path.Combine(folder, TestFile);
        Dataset? test = null;
        if (request.TestCount is not 0 && File.Exists(testFile))
            test = Read("cifar-10 test", [testFile], names, 0, Wanted(request.TestCount ?? CountOf(testFile), CountOf(testFile), "test"));
        else if (request.TestCount > 0)
            throw new DataException($"cifar-10: {testFile} is not there, and {request.TestCount} test images were asked for");
        return new DataSplit(
            Read("cifar-10 training", files, names, 0, training),
            validation == 0 ? null : Read("cifar-10 validation", files, names, there - validation, validation),
            test)
        { Images = new ImageForm(Side, Side, Channels) };
    }

    private static int Wanted(int count, int there, string part) =>
        count >= 0 && count <= there ? count
            : throw new DataException($"cifar-10: {count} {part} images were asked for; there are {there} to take them from")
            {
                Option = part
            };

    private static string[] Folders(string directory) =>
        [directory, Path.Combine(directory, "cifar-10"), Path.Combine(directory, "cifar-10-batches-bin")];

    private static bool HasImages(string folder) =>
        Enumerable.Range(1, 5).Any(number => File.Exists(Path.Combine(folder, $"data_batch_{number}.bin")));

    private static string Find(IReadOnlyList<string> places) => places.SelectMany(Folders).FirstOrDefault(HasImages)
            ?? throw new DataException($"cifar-10: no data_batch_1.bin … data_batch_5.bin is in {string.Join(" or ", places)}, or in "
                + "folders cifar-10 and cifar-10-batches-bin there; unpack CIFAR-10's binary version there, or name its folder in "
                + $"{DataDirectory.Variable} or 'directory'");

    private static int CountOf(string file)
    {
        long length = new FileInfo(file).Length;
        if (length == 0 || length % Record != 0)
            throw new DataException($"{file}: {length} bytes are no whole number of records of {Record}; the file is cut off or of "
                + "another kind: unpack it again");
        return checked((int)(length / Record));
    }

    private static string[]? ReadNames(string file)
    {
        if (!File.Exists(file))
            return null;
        string[] names = [.. BoundedFile.ReadText(file).Split('\n')
            .Select(line => line.Trim()).Where(line => line.Length > 0)];
        return names.Length == Classes ? names : throw new DataException(
            $"{file}: it names {names.Length} classes; CIFAR-10 has {Classes}. Unpack it again, or remove it to have numbered classes");
    }

    /// <summary>Reads images that are numbered through several files.</summary>
    private static Dataset Read(string name, string[] files, string[]? names, int start, int count)
    {
        if (FileLimits.Wrong((Int128)count * Channels * Plane * sizeof(float)) is { } wrong)
            throw new DataException($"{name}: {count} images: {wrong}");
        float[] inputs = new float[(long)count * Channels * Plane];
        int[] labels = new int[count];
        byte[] record = new byte[Record];
        int done = 0;
        foreach (string file in files)
        {
            int held = CountOf(file);
            // Files before the first wanted image are passed over.
            if (done == 0 && start >= held)
            {
                start -= held;
                continue;
            }

            int first = done == 0 ? start : 0;
            try
            {
                using FileStream stream = InputFile.Open(file);
                stream.Position = (long)first * Record;
                for (int image = first; image < held && done < count; image++, done++)
                {
                    stream.ReadExactly(record);
                    labels[done] = record[0] < Classes ? record[0] : throw new DataException($"{file}: record {image} has label "
                        + $"{record[0]}; labels are 0 to {Classes - 1}: the file is damaged or of another kind");
                    Unpack(record.AsSpan(1), inputs.AsSpan(done * Channels * Plane, Channels * Plane));
                }
            }
            catch (Exception exception) when (DiskError.Is(exception))
            {
                throw new DataException($"{file}: cannot be read: {DiskError.Words(exception)}", exception);
            }
        }

        return new Dataset(name, new Shape(Side, Side, Channels), inputs, new ClassTargets(labels, Classes, names));
    }

    /// <summary>Turns colour planes to channels last.</summary>
    private static void Unpack(ReadOnlySpan<byte> planes, Span<float> image)
    {
        for (int channel = 0; channel < Channels; channel++)
        {
            ReadOnlySpan<byte> plane = planes.Slice(channel * Plane, Plane);
            for (int pixel = 0; pixel < Plane; pixel++)
                image[(pixel * Channels) + channel] = plane[pixel] / 255f;
        }
    }
}
