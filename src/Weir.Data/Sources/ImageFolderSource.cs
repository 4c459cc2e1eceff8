using Weir.Tensors;

namespace Weir.Data;

/// <summary>
/// A folder of images (<see cref="ImageFile.Supported"/>), a folder for each class. Where it has a folder <c>train</c>, that holds the
/// classes, and <c>test</c> and <c>validation</c> beside it, if there, the other parts; a part that has no folder is dealt out of the
/// training images by the seed:
/// 10 % for validation, and 20 % for test where there are no such folders at all. Images are (height, width, channels), 0 … 1; grey where
/// all are grey, else colour; what is transparent lies over black. Where their sizes differ, <see cref="DataRequest.Size"/> must be given.
/// </summary>
public sealed class ImageFolderSource : IImageSource
{
    private readonly IReadOnlyList<ImageFormat> _formats;

    /// <summary>The source, of the formats of the library and further ones.</summary>
    /// <param name="formats">The further ones. Default none.</param>
    public ImageFolderSource(IReadOnlyList<ImageFormat>? formats = null) => _formats = formats ?? [];

    /// <inheritdoc/>
    public string Name => "image-folder";

    /// <inheritdoc/>
    public string Description => $"images ({ImageFile.All(_formats)}) in a folder for each class";

    /// <inheritdoc/>
    public IReadOnlyList<string> Options { get; } =
    [
        nameof(DataRequest.Folder), nameof(DataRequest.Size), nameof(DataRequest.Fit), nameof(DataRequest.AsImages),
        nameof(DataRequest.TrainingCount), nameof(DataRequest.ValidationCount), nameof(DataRequest.TestCount),
    ];

    /// <inheritdoc/>
    public IDataSource With(IReadOnlyList<ImageFormat> formats) => new ImageFolderSource(formats);

    /// <inheritdoc/>
    public DataSplit Load(DataRequest request)
    {
        if (string.IsNullOrWhiteSpace(request.Folder))
            throw new DataException("image-folder: no folder is named; give the one that holds a folder for each class in 'folder'");
        string root = DataPlaces.Folder(request, request.Folder, Name);
        bool parted = Directory.Exists(Path.Combine(root, "train"));
        string trainingRoot = parted ? Path.Combine(root, "train") : root;
        string[] classes = [.. ImageShelf.Folders(trainingRoot).Select(folder => Path.GetFileName(folder))
            .Where(name => name[0] != '.').Order(StringComparer.Ordinal)];
        if (classes.Length < 2)
            throw new DataException($"{trainingRoot}: it holds {(classes.Length == 1 ? $"one folder, {classes[0]}" : "no folder")}; "
                + "there must be one for each class, of which there are two or more");

        ImageShelf shelf = new(classes, request, _formats);
        List<(string File, int Label)> all = shelf.List(trainingRoot);
        List<(string File, int Label)>? test = parted && request.TestCount != 0 ? shelf.ListIfThere(Path.Combine(root, "test")) : null;
        List<(string File, int Label)>? validation = parted && request.ValidationCount != 0
            ? shelf.ListIfThere(Path.Combine(root, "validation")) : null;
        int[] order = [.. Enumerable.Range(0, all.Count)];
        RandomStream.For(request.Seed, "split").Shuffle<int>(order);
        int testCount = test is not null ? 0 : Wanted(request.TestCount ?? (parted ? 0 : all.Count / 5), all.Count, "test");
        int validationCount = validation is not null ? 0 : Wanted(request.ValidationCount ?? all.Count / 10, all.Count, "validation");
        int rest = all.Count - testCount - validationCount;
        if (rest < 1)
            throw new DataException($"{trainingRoot}: {all.Count} images, of which {testCount} for test and {validationCount} for "
                + "validation leave none for training; ask for fewer");
        test = test is null ? Part(0, testCount) : Limit(test, request.TestCount, "test");
        validation = validation is null ? Part(testCount, validationCount) : Limit(validation, request.ValidationCount, "validation");
        List<(string File, int Label)> training =
            Part(testCount + validationCount, Wanted(request.TrainingCount ?? rest, rest, "training"));
        if (training.Count == 0)
            throw new DataException("image-folder: 0 training images were asked for; 1 or more are needed") { Option = "training" };

        bool colour = shelf.Open([.. training, .. validation, .. test]);
        (training, validation, test) = (Read(training), Read(validation), Read(test));
        if (training.Count == 0)
            throw new DataException($"{trainingRoot}: no training image can be read; {shelf.Remarks[^1]}");
        Dataset learnt = shelf.Take("image-folder training", training, colour);
        return new DataSplit(
            learnt,
            validation.Count == 0 ? null : shelf.Take("image-folder validation", validation, colour),
            test.Count == 0 ? null : shelf.Take("image-folder test", test, colour))
        { Images = new ImageForm(learnt.InputShape[0], learnt.InputShape[1], learnt.InputShape[2], request.Fit), Remarks = shelf.Remarks };

        List<(string File, int Label)> Read(List<(string File, int Label)> files) => [.. files.Where(shelf.IsOpen)];

        List<(string File, int Label)> Part(int start, int count) => [.. order.AsSpan(start, count).ToArray().Select(i => all[i])];
    }

    private static List<(string File, int Label)> Limit(List<(string File, int Label)> files, int? count, string part) =>
        [.. files.Take(Wanted(count ?? files.Count, files.Count, part))];

    private static int Wanted(int count, int there, string part) =>
        count >= 0 && count <= there ? count
            : throw new DataException($"image-folder: {count} {part} images were asked for; there are {there} to take them from")
            {
                Option = part
            };
}
