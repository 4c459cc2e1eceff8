using System.Buffers.Binary;
using System.Text.Json;
using Weir.Tensors;

namespace Weir.Training;

/// <summary>What a safetensors file is to hold, and how it is written.</summary>
/// <param name="tensors">The tensors by name.</param>
/// <param name="metadata">Texts by name.</param>
internal sealed class SafetensorsContent(
    IEnumerable<KeyValuePair<string, ITensorSource>> tensors, IEnumerable<KeyValuePair<string, string>> metadata)
{
    /// <summary>The name of the texts in a header.</summary>
    public const string MetadataKey = "__metadata__";

    private readonly KeyValuePair<string, ITensorSource>[] _tensors = [.. tensors.OrderBy(tensor => tensor.Key, StringComparer.Ordinal)];
    private readonly KeyValuePair<string, string>[] _metadata = [.. metadata.OrderBy(pair => pair.Key, StringComparer.Ordinal)];

    /// <summary>
    /// Writes a file: first under another name beside it, and then in its place, so that a save that is cut short harms no earlier one.
    /// </summary>
    /// <param name="path">The file.</param>
    /// <exception cref="FileException">It cannot be written.</exception>
    public void Write(string path) =>
        FileException.Guard(path, "it cannot be written", () => WholeFile.WriteShared(path, Write));

    /// <summary>Writes to a stream.</summary>
    /// <param name="stream">Where to.</param>
    public void Write(Stream stream)
    {
        using MemoryStream header = Header();
        Span<byte> size = stackalloc byte[8];
        BinaryPrimitives.WriteUInt64LittleEndian(size, (ulong)header.Length);
        stream.Write(size);
        stream.Write(header.GetBuffer(), 0, (int)header.Length);
        foreach ((_, ITensorSource tensor) in _tensors)
            stream.Write(tensor.Numbers);
    }

    private MemoryStream Header()
    {
        MemoryStream header = new();
        using (Utf8JsonWriter json = new(header))
        {
            json.WriteStartObject();
            if (_metadata.Length > 0)
            {
                json.WriteStartObject(MetadataKey);
                foreach ((string key, string value) in _metadata)
                    json.WriteString(key, value);
                json.WriteEndObject();
            }

            long offset = 0;
            foreach ((string name, ITensorSource tensor) in _tensors)
            {
                json.WriteStartObject(name);
                json.WriteString("dtype", tensor.Type.ToString());
                json.WriteStartArray("shape");
                foreach (long length in tensor.Shape)
                    json.WriteNumberValue(length);
                json.WriteEndArray();
                json.WriteStartArray("data_offsets");
                json.WriteNumberValue(offset);
                json.WriteNumberValue(offset += tensor.Numbers.Length);
                json.WriteEndArray();
                json.WriteEndObject();
            }

            json.WriteEndObject();
        }

        // Blanks behind the header bring the numbers to a multiple of 8 bytes.
        while (header.Length % 8 != 0)
            header.WriteByte((byte)' ');
        return header;
    }
}
