using System.IO.Compression;
using Weir.Tensors;

namespace Weir.Training;

/// <summary>Named arrays in NumPy's <c>.npz</c> format: a ZIP file with a <c>.npy</c> for each.</summary>
public static class NumpyArchive
{
    private const string Suffix = ".npy";

    /// <summary>Reads a file, compressed or not.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="NumpyException">It is damaged, or holds an array of a kind that is not read.</exception>
    /// <exception cref="FileException">It cannot be read.</exception>
    public static IReadOnlyDictionary<string, NumpyArray> Read(string path) =>
        Damage.Read(
            () => FileException.Guard(path, "it cannot be read", () => Arrays(path)),
            (reason, error) => new NumpyException($"{path}: damaged, or no .npz file: {reason}", error));

    /// <summary>Writes a file, uncompressed; first under another name beside it, and then in its place.</summary>
    /// <param name="path">The file.</param>
    /// <param name="arrays">The arrays by name.</param>
    /// <exception cref="FileException">It cannot be written.</exception>
    public static void Write(string path, IEnumerable<KeyValuePair<string, NumpyArray>> arrays) =>
        FileException.Guard(path, "it cannot be written", () => WholeFile.WriteShared(path, stream =>
        {
            using ZipArchive zip = new(stream, ZipArchiveMode.Create, leaveOpen: true);
            foreach ((string name, NumpyArray array) in arrays)
            {
                using Stream content = zip.CreateEntry(name + Suffix, CompressionLevel.NoCompression).Open();
                NumpyFormat.Write(content, array);
            }
        }));

    private static Dictionary<string, NumpyArray> Arrays(string path)
    {
        using FileStream stream = RegularFile.OpenRead(path);
        Dictionary<string, NumpyArray> arrays = new(StringComparer.Ordinal);
        using ZipArchive zip = new(stream, ZipArchiveMode.Read);
        foreach (ZipArchiveEntry entry in zip.Entries)
        {
            string name = entry.FullName.EndsWith(Suffix, StringComparison.Ordinal) ? entry.FullName[..^Suffix.Length] : entry.FullName;
            using Stream content = entry.Open();
            if (!arrays.TryAdd(name, NumpyFormat.Read(content, $"{path}, array '{name}'", entry.CompressedLength)))
                throw new NumpyException($"{path}: damaged: there are two arrays '{name}'");
        }

        return arrays;
    }
}
