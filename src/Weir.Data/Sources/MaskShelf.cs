using Weir.Tensors;

namespace Weir.Data;

/// <summary>Images with their masks: finds them by their names, opens and fits them.</summary>
/// <param name="images">Opens the images.</param>
/// <param name="size">Height and width that they are brought to, or null where they must be of one size.</param>
/// <param name="fit">How they are brought to it.</param>
internal sealed class MaskShelf(ImageShelf images, (int Height, int Width)? size, ImageFit fit)
{
    private readonly Dictionary<string, string> _maskOf = new(StringComparer.Ordinal);
    private readonly Dictionary<string, MaskImage> _masks = new(StringComparer.Ordinal);
    private readonly List<string> _alone = [];

    /// <summary>What was left out.</summary>
    public IReadOnlyList<string> Remarks => _alone.Count == 0 ? images.Remarks
        : [.. images.Remarks, $"{(_alone.Count == 1 ? "1 mask has" : $"{_alone.Count} masks have")} no image and "
            + $"{(_alone.Count == 1 ? "is" : "are")} left out{(_alone.Count == 1 ? "" : "; the first")}: {_alone[0]}"];

    /// <summary>The masks by their files.</summary>
    public IReadOnlyDictionary<string, MaskImage> Masks => _masks;

    /// <summary>Whether a folder holds both the folders, of images and of masks.</summary>
    public static bool IsIn(string root) => Directory.Exists(ImagesIn(root)) && Directory.Exists(MasksIn(root));

    private static string ImagesIn(string root) => Path.Combine(root, "images");

    private static string MasksIn(string root) => Path.Combine(root, "masks");

    /// <summary>The folders of images and of masks within a folder.</summary>
    /// <exception cref="DataException">One of them is not there.</exception>
    public static (string Images, string Masks) Within(string root)
    {
        (string image, string mask) = (ImagesIn(root), MasksIn(root));
        return !Directory.Exists(image) ? throw new DataException($"{root}: it holds no folder 'images'; put the images there and their "
                + "masks, of the same names, into a folder 'masks' beside it, or name both in 'folder' and 'masks'")
            : !Directory.Exists(mask) ? throw new DataException($"{root}: it holds a folder 'images' and no folder 'masks'; put a mask of "
                + "the same name there for each image, or name their folder in 'masks'")
            : (image, mask);
    }

    /// <summary>The images of a folder, each of which has a mask in another.</summary>
    /// <exception cref="DataException">An image without a mask, two masks of one name, or no image at all.</exception>
    public List<(string File, int Label)> List(string imageFolder, string maskFolder)
    {
        Dictionary<string, string> masks = new(StringComparer.Ordinal);
        foreach (string mask in FolderFiles.Within(maskFolder))
        {
            if (!masks.TryAdd(NameOf(maskFolder, mask), mask))
                throw new DataException($"{mask}: there is another mask of the same name, {masks[NameOf(maskFolder, mask)]}; keep one");
        }

        List<(string, int)> files = [];
        List<string> without = [];
        foreach (string image in images.ListAll(imageFolder))
        {
            if (!masks.Remove(NameOf(imageFolder, image), out string? mask))
                without.Add(image);
            else
                _maskOf[image] = mask;
            files.Add((image, files.Count));
        }

        if (files.Count == 0)
            throw new DataException($"{imageFolder}: it holds no image; put images there ({images.Supported})");
        if (without.Count > 0)
            throw new DataException($"{without[0]}: there is no mask of the name '{NameOf(imageFolder, without[0])}' in {maskFolder}"
                + $"{(without.Count == 1 ? "" : $"; so it is with {without.Count} of {files.Count} images")}; add a mask for each, or "
                + "leave such images out");
        _alone.AddRange(masks.Values.Order(StringComparer.Ordinal));
        return files;
    }

    /// <summary>Reads images and masks.</summary>
    /// <returns>Whether one of the images has colours.</returns>
    /// <exception cref="DataException">A mask that cannot be read, or is of another size than its image.</exception>
    public bool Open(IReadOnlyList<(string File, int Label)> files)
    {
        bool colour = images.Open(files);
        foreach ((string file, _) in files.Where(images.IsOpen))
        {
            string path = _maskOf[file];
            MaskImage mask = MaskImage.Read(path);
            (int rows, int columns) = images.SizeOf(file);
            if ((mask.Height, mask.Width) != (rows, columns))
                throw new DataException($"{path}: the mask has {mask.Width} × {mask.Height} pixels, and its image {file} has {columns} × "
                    + $"{rows}; a mask has a value for each pixel of its image: save it in that size, without smoothing");
            _masks[path] = size is var (height, width) ? new ImageForm(height, width, 1, fit).Bring(mask) : mask;
        }

        return colour;
    }

    /// <summary>Whether an image was read; damaged ones are left out.</summary>
    public bool IsOpen((string File, int Label) file) => images.IsOpen(file);

    /// <summary>Images and masks as a set.</summary>
    /// <param name="name">The set's name.</param>
    /// <param name="files">The images; each was read.</param>
    /// <param name="colour">Whether it has three channels.</param>
    /// <param name="names">The classes.</param>
    /// <param name="form">Their values.</param>
    public Dataset Take(string name, List<(string File, int Label)> files, bool colour, IReadOnlyList<string> names, MaskForm form)
    {
        MaskImage first = _masks[_maskOf[files[0].File]];
        int pixels = first.Height * first.Width;
        if ((long)files.Count * pixels > Array.MaxLength)
            throw new DataException($"{name}: {files.Count} masks of {pixels} pixels do not fit into memory; take a smaller 'size' or "
                + "fewer images");
        int[] labels = new int[files.Count * pixels];
        Dictionary<MaskValue, int> known = form.Labels();
        for (int i = 0; i < files.Count; i++)
            MaskClasses.Label(_maskOf[files[i].File], _masks[_maskOf[files[i].File]], known, labels.AsSpan(i * pixels, pixels));
        return images.Take(name, files, colour, new ClassTargets(labels, names.Count, names)
        {
            Positions = pixels,
            Grid = new Extent(first.Height, first.Width),
        });
    }

    // The way to a file within its folder, without its ending.
    private static string NameOf(string folder, string file) => Path.ChangeExtension(Path.GetRelativePath(folder, file), null)
        .Replace(Path.DirectorySeparatorChar, '/');
}
