using Weir.Tensors;

namespace Weir.Data;

/// <summary>Lists, opens and fits the images of an <see cref="ImageFolderSource"/>.</summary>
/// <param name="classes">The names of the classes' folders.</param>
/// <param name="size">Height and width that images are brought to, or null where they must be of one size.</param>
/// <param name="fit">How they are brought to it.</param>
/// <param name="formats">Formats beside those of the library.</param>
/// <param name="cancel">Gives the reading up. Default: it goes on to its end.</param>
internal sealed class ImageShelf(string[] classes, (int Height, int Width)? size, ImageFit fit, IReadOnlyList<ImageFormat> formats,
    CancellationToken cancel = default)
{
    private const int MostSide = 16_384;

    /// <summary>A shelf of images that are brought to a square, where a request has a size.</summary>
    public ImageShelf(string[] classes, DataRequest request, IReadOnlyList<ImageFormat> formats)
        : this(classes, request.Size is { } side ? (side, side) : null, request.Fit, formats, request.Cancel)
    {
        if (request.Size is < 1 or > MostSide)
            throw new DataException($"image-folder: a size of {request.Size} was asked for; it lies from 1 to {MostSide}")
            {
                Option = "size"
            };
    }

    private readonly Dictionary<string, PixelImage> _open = new(StringComparer.Ordinal);
    private readonly Dictionary<string, (int Height, int Width)> _sizes = new(StringComparer.Ordinal);
    private readonly List<string> _others = [];
    private readonly List<string> _damaged = [];

    /// <summary>The formats that are read, in words.</summary>
    public string Supported => ImageFile.All(formats);

    /// <summary>How many files were left out, and the first of them.</summary>
    public IReadOnlyList<string> Remarks =>
    [
        .. Remark(_others, "no image", "no images"),
        .. Remark(_damaged, "damaged", "damaged"),
    ];

    public List<(string File, int Label)> List(string root)
    {
        List<(string File, int Label)> files = [];
        foreach (string folder in Folders(root).Where(folder => Path.GetFileName(folder)[0] != '.').Order(StringComparer.Ordinal))
        {
            int label = Array.IndexOf(classes, Path.GetFileName(folder));
            if (label < 0)
                throw new DataException($"{folder}: the training images have no class '{Path.GetFileName(folder)}'; they have "
                    + $"{string.Join(", ", classes)}");
            int before = files.Count;
            files.AddRange(FolderFiles.In(folder).Where(IsImage).Select(file => (file, label)));
            if (files.Count == before)
                throw new DataException($"{folder}: the folder of class '{classes[label]}' holds no image; put images there "
                    + $"({Supported}), or remove it");
        }

        return files;
    }

    /// <summary>The images in a folder and in those within it.</summary>
    public IEnumerable<string> ListAll(string root) => FolderFiles.Within(root).Where(IsImage);

    /// <summary>The folders in a folder.</summary>
    /// <exception cref="FileException">It cannot be listed.</exception>
    public static string[] Folders(string root) =>
        FileException.Guard(root, "it cannot be listed", () => Directory.GetDirectories(root));

    public List<(string File, int Label)>? ListIfThere(string root) => Directory.Exists(root) ? List(root) : null;

    /// <summary>Reads all files.</summary>
    /// <returns>Whether one of them has colours.</returns>
    public bool Open(IReadOnlyList<(string File, int Label)> files)
    {
        PixelImage? first = null;
        foreach ((string file, _) in files)
        {
            cancel.ThrowIfCancellationRequested();
            PixelImage image;
            try
            {
                image = ImageFile.Read(file, formats);
            }
            catch (DataException error) when (ImageFile.IsRead(file, formats) == true && File.Exists(file))
            {
                _damaged.Add(error.Message);
                continue;
            }

            _sizes[file] = (image.Height, image.Width);
            image = size is var (height, width) ? new ImageForm(height, width, image.Channels, fit).Bring(image) : image;
            first ??= image;
            if ((image.Height, image.Width) != (first.Height, first.Width))
                throw new DataException($"{file}: it has {image.Width} × {image.Height} pixels, and {files.First(IsOpen).File} has "
                    + $"{first.Width} × {first.Height}; give the 'size' that all are brought to");
            _open[file] = image;
        }

        return first is null ? throw new DataException($"none of the {files.Count} images can be read; the first: {_damaged[0]}")
            : _open.Values.Any(image => image.HasColour);
    }

    /// <summary>Rows and columns of an image that was read, as its file has them.</summary>
    public (int Height, int Width) SizeOf(string file) => _sizes[file];

    /// <summary>Whether a file was read; damaged ones are left out.</summary>
    public bool IsOpen((string File, int Label) file) => _open.ContainsKey(file.File);

    /// <summary>The images of files as a set.</summary>
    /// <param name="name">The set's name.</param>
    /// <param name="files">The files; each was read.</param>
    /// <param name="colour">Whether it has three channels.</param>
    /// <param name="targets">The targets. Default: the classes of the files.</param>
    public Dataset Take(string name, List<(string File, int Label)> files, bool colour, Targets? targets = null)
    {
        int channels = colour ? 3 : 1;
        PixelImage first = _open[files[0].File];
        Shape shape = new(first.Height, first.Width, channels);
        if ((long)files.Count * shape.Size > Array.MaxLength)
            throw new DataException($"{name}: {files.Count} images of shape {shape} do not fit into memory; take a smaller 'size' or "
                + "fewer images");
        float[] inputs = new float[files.Count * shape.Size];
        for (int i = 0; i < files.Count; i++)
            _open[files[i].File].To(channels).Values.CopyTo(inputs.AsSpan(i * shape.Size));
        return new Dataset(name, shape, inputs, targets
            ?? new ClassTargets([.. files.Select(file => file.Label)], classes.Length, classes))
        { Origins = [.. files.Select(file => new SampleOrigin(file.File))] };
    }

    private bool IsImage(string file)
    {
        if (ImageFile.IsRead(file, formats) is not null)
            return true;
        _others.Add(file);
        return false;
    }

    private static IEnumerable<string> Remark(List<string> files, string one, string several) => files.Count == 0 ? []
        : [$"{(files.Count == 1 ? $"1 file is {one} and is" : $"{files.Count} files are {several} and are")} left out"
            + $"{(files.Count == 1 ? "" : "; the first")}: {files[0]}"];
}
