namespace Weir.Data;

/// <summary>What a first look at a folder of images shows.</summary>
/// <param name="Kind">How it tells what its images show.</param>
/// <param name="Count">Its images; of a folder of images and masks without the masks.</param>
/// <param name="Height">The pixels of the first image, by their paths, from top to bottom.</param>
/// <param name="Width">The pixels of the first image from left to right.</param>
public sealed record ImageFolderProfile(ImageFolderKind Kind, int Count, int Height, int Width)
{
    /// <summary>Looks at a folder.</summary>
    /// <param name="folder">The folder.</param>
    /// <exception cref="DataException">It holds no image, or the first cannot be read.</exception>
    public static ImageFolderProfile Of(string folder)
    {
        ImageFolderKind kind = KindOf(folder);
        IEnumerable<string> within = kind == ImageFolderKind.Masks
            ? Roots(folder).Where(MaskShelf.IsIn).Select(root => MaskShelf.Within(root).Images) : [folder];
        ImageShelf shelf = new([], new DataRequest(), []);
        string[] images = [.. within.SelectMany(shelf.ListAll)];
        if (images.Length == 0)
            throw new DataException($"{folder}: it holds no image ({ImageFile.Supported})");
        PixelImage first = ImageFile.Read(images[0]);
        return new ImageFolderProfile(kind, images.Length, first.Height, first.Width);
    }

    /// <summary>How a folder tells what its images show, by the names of the folders in it, or in its <c>train</c>.</summary>
    /// <param name="folder">The folder.</param>
    public static ImageFolderKind KindOf(string folder) =>
        Roots(folder).Any(MaskShelf.IsIn) ? ImageFolderKind.Masks : ImageFolderKind.Classes;

    private static string[] Roots(string folder) => [folder, Path.Combine(folder, "train")];
}
