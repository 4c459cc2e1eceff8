using System.Buffers.Binary;
using System.Text.Json;
using Weir.Tensors;

namespace Weir.Training;

/// <summary>
/// Named tensors with a header in JSON: the safetensors format (github.com/huggingface/safetensors). Eight bytes with the
/// header's length, the header, and the numbers of all tensors one behind the other without a gap.
/// </summary>
public sealed record Safetensors
{
    private const long MostHeader = 100_000_000;

    /// <summary>The tensors by name.</summary>
    public required IReadOnlyDictionary<string, SavedTensor> Tensors { get; init; }

    /// <summary>Texts by name.</summary>
    public IReadOnlyDictionary<string, string> Metadata { get; init; } = new Dictionary<string, string>();

    private SafetensorsContent Content => new(
        Tensors.Select(tensor => KeyValuePair.Create<string, ITensorSource>(tensor.Key, tensor.Value)), Metadata);

    /// <summary>Reads a file, and checks every word of its header. The file may be of any size: tensors are read one by one.</summary>
    /// <param name="path">The file.</param>
    /// <param name="wanted">Which tensors are read; others are left out. Default: all.</param>
    /// <exception cref="SafetensorsException">The file is damaged, or has numbers of a type that is not read.</exception>
    /// <exception cref="FileException">It cannot be read.</exception>
    public static Safetensors Read(string path, Func<string, bool>? wanted = null) => FileException.Guard(path, "it cannot be read", () =>
    {
        using FileStream stream = RegularFile.OpenRead(path);
        return Read(stream, path, wanted);
    });

    /// <summary>Reads the content of a file.</summary>
    /// <param name="content">All of it.</param>
    /// <param name="name">A name for messages.</param>
    /// <exception cref="SafetensorsException">The content is damaged.</exception>
    public static Safetensors Parse(byte[] content, string name = "safetensors")
    {
        using MemoryStream stream = new(content, writable: false);
        return Read(stream, name);
    }

    /// <summary>Reads from a stream whose length is known.</summary>
    /// <param name="stream">The content, from its place on to its end.</param>
    /// <param name="name">A name for messages.</param>
    /// <param name="wanted">Which tensors are read; others are left out. Default: all.</param>
    /// <exception cref="SafetensorsException">The content is damaged.</exception>
    public static Safetensors Read(Stream stream, string name, Func<string, bool>? wanted = null)
    {
        long size = stream.Length - stream.Position;
        if (size < 8)
            throw Damaged(name, $"it has {size} bytes; the header's length alone takes 8");
        byte[] prefix = new byte[8];
        stream.ReadExactly(prefix);
        ulong length = BinaryPrimitives.ReadUInt64LittleEndian(prefix);
        if (length > MostHeader)
            throw Damaged(name, $"its header claims {length} bytes; at most {MostHeader} are allowed");
        if (length > (ulong)(size - 8))
            throw Damaged(name, $"its header claims {length} bytes, but only {size - 8} follow: the file is cut off");
        byte[] header = new byte[(int)length];
        stream.ReadExactly(header);
        if (length == 0 || header[0] != (byte)'{')
            throw Damaged(name, "its header does not begin with '{'");
        return Damage.Read(
            () =>
            {
                using JsonDocument json = JsonDocument.Parse(header);
                return new SafetensorsHeader(name, size - 8 - (int)length, wanted).Read(json.RootElement, stream);
            },
            (reason, error) => new SafetensorsException($"{name}: damaged: its header cannot be read: {reason}", error));
    }

    /// <summary>
    /// Writes a file: first under another name beside it, and then in its place, so that a save that is cut short harms no earlier one.
    /// </summary>
    /// <param name="path">The file.</param>
    /// <exception cref="FileException">It cannot be written.</exception>
    public void Write(string path) => Content.Write(path);

    /// <summary>Writes to a stream.</summary>
    /// <param name="stream">Where to.</param>
    public void Write(Stream stream) => Content.Write(stream);

    internal static SafetensorsException Damaged(string name, string reason) => new($"{name}: damaged: {reason}");
}
