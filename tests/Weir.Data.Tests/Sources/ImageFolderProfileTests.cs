namespace Weir.Data.Tests.Sources;

public sealed class ImageFolderProfileTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("weir-images-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void A_folder_for_each_class_is_told_from_images_and_masks()
    {
        Put("flowers/rose/1.pgm", 3, 2);
        Put("flowers/tulip/2.pgm", 5, 4);
        ImageFolderProfile.Of(Path.Combine(_folder, "flowers")).ShouldBe(new ImageFolderProfile(ImageFolderKind.Classes, 2, 3, 2));
        Put("cells/train/images/1.pgm", 7, 6);
        Put("cells/train/masks/1.pgm", 7, 6);
        ImageFolderProfile.Of(Path.Combine(_folder, "cells")).ShouldBe(new ImageFolderProfile(ImageFolderKind.Masks, 1, 7, 6));
    }

    [Fact]
    public void A_folder_without_images_is_refused_in_words() =>
        Should.Throw<DataException>(() => ImageFolderProfile.Of(_folder)).Message.ShouldContain("it holds no image (PNG");

    private void Put(string name, int height, int width)
    {
        string path = Path.Combine(_folder, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, $"P2 {width} {height} 255\n{string.Join(' ', Enumerable.Repeat("0", height * width))}\n");
    }
}
