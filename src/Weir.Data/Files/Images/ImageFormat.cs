namespace Weir.Data;

/// <summary>
/// A format of image files that a program adds to those of the library, as the package Weir.Skia adds WebP: it is given to the registry
/// that recipes are read with, and to <see cref="ImageFile"/>.
/// </summary>
/// <param name="Name">What it is called, as in <c>WebP</c>.</param>
/// <param name="Begins">Whether a file is of this format, by how it begins: its first <see cref="StartLength"/> bytes, or as many as there
/// are.</param>
/// <param name="Decode">Makes an image of the bytes of a file, whose name is given for messages. What is damaged, or claims more than the
/// limit of files allows, is a <see cref="DataException"/> that begins with that name.</param>
public sealed record ImageFormat(string Name, Func<ReadOnlyMemory<byte>, bool> Begins, Func<string, byte[], PixelImage> Decode)
{
    /// <summary>As many bytes tell what a file is.</summary>
    public const int StartLength = 16;
}
