using Weir.Tensors;

namespace Weir.Data;

/// <summary>
/// A folder of images and one of masks that have the same names (whatever their endings), with a class for each pixel. The folder holds
/// <c>images</c> and <c>masks</c>, or <see cref="DataRequest.Masks"/> names that of the masks. Where it has a folder <c>train</c>, that
/// holds both, and <c>test</c> and <c>validation</c> beside it, if there, the other parts; a part that has no folder is dealt out of the
/// training images by the seed: 10 % for validation, and 20 % for test where there are no such folders at all. Images are as of
/// <see cref="ImageFolderSource"/>; masks are brought to <see cref="DataRequest.Size"/> by their nearest pixels.
/// </summary>
public sealed class ImageMasksSource : IImageSource
{
    private readonly IReadOnlyList<ImageFormat> _formats;

    /// <summary>The source, of the formats of the library and further ones.</summary>
    /// <param name="formats">The further ones. Default none.</param>
    public ImageMasksSource(IReadOnlyList<ImageFormat>? formats = null) => _formats = formats ?? [];

    /// <inheritdoc/>
    public string Name => "image-masks";

    /// <inheritdoc/>
    public string Description => $"images ({ImageFile.All(_formats)}) with a mask for each: a class for each pixel";

    /// <inheritdoc/>
    public IReadOnlyList<string> Options { get; } =
    [
        nameof(DataRequest.Folder), nameof(DataRequest.Masks), nameof(DataRequest.ClassNames), nameof(DataRequest.Ignore),
        nameof(DataRequest.Size), nameof(DataRequest.Fit), nameof(DataRequest.AsImages), nameof(DataRequest.TrainingCount),
        nameof(DataRequest.ValidationCount), nameof(DataRequest.TestCount),
    ];

    /// <inheritdoc/>
    public IDataSource With(IReadOnlyList<ImageFormat> formats) => new ImageMasksSource(formats);

    /// <inheritdoc/>
    public DataSplit Load(DataRequest request)
    {
        if (string.IsNullOrWhiteSpace(request.Folder))
            throw new DataException("image-masks: no folder is named; give the one that holds the folders 'images' and 'masks' in "
                + "'folder'");
        string root = DataPlaces.Folder(request, request.Folder, Name);
        MaskShelf shelf = new(new ImageShelf([], request, _formats), request.Size is { } side ? (side, side) : null, request.Fit);
        bool parted = request.Masks is null && Directory.Exists(Path.Combine(root, "train"));
        string trainingRoot = parted ? Path.Combine(root, "train") : root;
        (string images, string masks) = request.Masks is { } folder ? (root, DataPlaces.Folder(request, folder, Name, "masks"))
            : MaskShelf.Within(trainingRoot);
        List<(string File, int Label)> all = shelf.List(images, masks);
        List<(string File, int Label)>? test = Parted("test", request.TestCount);
        List<(string File, int Label)>? validation = Parted("validation", request.ValidationCount);
        int[] order = [.. Enumerable.Range(0, all.Count)];
        RandomStream.For(request.Seed, "split").Shuffle<int>(order);
        int testCount = test is not null ? 0 : Wanted(request.TestCount ?? (parted ? 0 : all.Count / 5), all.Count, "test");
        int validationCount = validation is not null ? 0 : Wanted(request.ValidationCount ?? all.Count / 10, all.Count, "validation");
        int rest = all.Count - testCount - validationCount;
        if (rest < 1)
            throw new DataException($"{trainingRoot}: {all.Count} images, of which {testCount} for test and {validationCount} for "
                + "validation leave none for training; ask for fewer");
        test ??= Part(0, testCount);
        validation ??= Part(testCount, validationCount);
        List<(string File, int Label)> training =
            Part(testCount + validationCount, Wanted(request.TrainingCount ?? rest, rest, "training"));
        if (training.Count == 0)
            throw new DataException("image-masks: 0 training images were asked for; 1 or more are needed") { Option = "training" };

        bool colour = shelf.Open([.. training, .. validation, .. test]);
        (IReadOnlyList<string> names, MaskForm form) = MaskClasses.Of(request, shelf.Masks);
        Dataset learnt = Take("training", training) ?? throw new DataException(
            $"{trainingRoot}: no training image can be read; {shelf.Remarks[^1]}");
        return new DataSplit(learnt, Take("validation", validation), Take("test", test))
        {
            Images = new ImageForm(learnt.InputShape[0], learnt.InputShape[1], learnt.InputShape[2], request.Fit),
            Masks = form,
            Remarks = shelf.Remarks,
        };

        List<(string File, int Label)>? Parted(string part, int? count)
        {
            if (!parted || count == 0 || !Directory.Exists(Path.Combine(root, part)))
                return null;
            (string partImages, string partMasks) = MaskShelf.Within(Path.Combine(root, part));
            List<(string File, int Label)> files = shelf.List(partImages, partMasks);
            return [.. files.Take(Wanted(count ?? files.Count, files.Count, part))];
        }

        List<(string File, int Label)> Part(int start, int count) => [.. order.AsSpan(start, count).ToArray().Select(i => all[i])];

        Dataset? Take(string part, List<(string File, int Label)> files)
        {
            List<(string File, int Label)> open = [.. files.Where(shelf.IsOpen)];
            return open.Count == 0 ? null : shelf.Take($"image-masks {part}", open, colour, names, form);
        }
    }

    private static int Wanted(int count, int there, string part) =>
        count >= 0 && count <= there ? count
            : throw new DataException($"image-masks: {count} {part} images were asked for; there are {there} to take them from")
            {
                Option = part
            };
}
