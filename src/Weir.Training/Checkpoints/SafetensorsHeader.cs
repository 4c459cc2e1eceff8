using System.Text.Json;
using Weir.Data;

namespace Weir.Training;

/// <summary>Reads and checks the header of a safetensors file, and then the tensors that are wanted.</summary>
/// <param name="name">The file's name, for messages.</param>
/// <param name="size">Bytes behind the header.</param>
/// <param name="wanted">Which tensors are read; null for all.</param>
internal sealed class SafetensorsHeader(string name, long size, Func<string, bool>? wanted)
{
    private readonly Dictionary<string, SavedTensor> _tensors = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _metadata = new(StringComparer.Ordinal);
    private readonly List<(long Begin, long End, string Name)> _ranges = [];
    private readonly Dictionary<string, (SavedType Type, long[] Shape)> _entries = new(StringComparer.Ordinal);

    public Safetensors Read(JsonElement root, Stream data)
    {
        HashSet<string> seen = new(StringComparer.Ordinal);
        foreach (JsonProperty entry in root.EnumerateObject())
        {
            if (!seen.Add(entry.Name))
                throw Damaged($"its header names '{entry.Name}' twice");
            if (entry.Name == SafetensorsContent.MetadataKey)
                ReadMetadata(entry.Value);
            else
                ReadEntry(entry.Name, entry.Value);
        }

        CheckRanges();
        ReadTensors(data);
        return new Safetensors { Tensors = _tensors, Metadata = _metadata };
    }

    private void ReadMetadata(JsonElement value)
    {
        if (value.ValueKind != JsonValueKind.Object)
            throw Damaged("its metadata is not a group of texts");
        foreach (JsonProperty entry in value.EnumerateObject())
        {
            if (entry.Value.ValueKind != JsonValueKind.String)
                throw Damaged($"its metadata '{entry.Name}' is not text");
            _metadata[entry.Name] = entry.Value.GetString()!;
        }
    }

    private void ReadEntry(string tensor, JsonElement value)
    {
        if (value.ValueKind != JsonValueKind.Object
            || !value.TryGetProperty("dtype", out JsonElement type) || type.ValueKind != JsonValueKind.String
            || !value.TryGetProperty("shape", out JsonElement shape) || shape.ValueKind != JsonValueKind.Array
            || !value.TryGetProperty("data_offsets", out JsonElement offsets) || offsets.ValueKind != JsonValueKind.Array
            || value.EnumerateObject().Count() != 3)
        {
            throw Damaged($"its entry '{tensor}' has not exactly dtype, shape and data_offsets");
        }

        bool isRead = wanted is null || wanted(tensor);
        bool known = Enum.TryParse(type.GetString(), out SavedType saved) && saved.ToString() == type.GetString();
        if (!known && isRead)
            throw new SafetensorsException($"{name}: tensor '{tensor}' has numbers of type {type.GetString()}; "
                + $"{string.Join(", ", Enum.GetNames<SavedType>())} are read");
        long[] lengths = Whole(tensor, "shape", shape);
        long[] range = Whole(tensor, "data_offsets", offsets);
        if (range.Length != 2 || range[0] > range[1] || range[1] > size)
            throw Damaged($"the offsets of tensor '{tensor}', [{string.Join(", ", range)}], do not lie within its {size} bytes of numbers");
        _ranges.Add((range[0], range[1], tensor));
        if (!known)
            return;
        Int128 bytes = SavedTensor.SizeOf(saved);
        foreach (long length in lengths)
        {
            bytes *= length;
            if (bytes > long.MaxValue)
                break;
        }

        if (bytes != range[1] - range[0])
            throw Damaged($"tensor '{tensor}' of shape ({string.Join(", ", lengths)}) and type {saved} needs {bytes} bytes, but its "
                + $"offsets hold {range[1] - range[0]}");
        if (!isRead)
            return;
        if (FileLimits.Wrong(bytes) is { } wrong)
            throw new SafetensorsException($"{name}: tensor '{tensor}': {wrong}");
        if (bytes > Array.MaxLength)
            throw new SafetensorsException($"{name}: tensor '{tensor}' of shape ({string.Join(", ", lengths)}) has {bytes} bytes; at "
                + $"most {Array.MaxLength} of one tensor are read");
        _entries[tensor] = (saved, lengths);
    }

    /// <summary>Reads the tensors in the order of the file.</summary>
    private void ReadTensors(Stream data)
    {
        long start = data.Position;
        foreach ((long begin, long end, string tensor) in _ranges.OrderBy(range => range.Begin))
        {
            if (!_entries.TryGetValue(tensor, out (SavedType Type, long[] Shape) entry))
                continue;
            byte[] bytes = new byte[end - begin];
            data.Position = start + begin;
            data.ReadExactly(bytes);
            _tensors[tensor] = new SavedTensor(entry.Type, entry.Shape, bytes);
        }
    }

    private long[] Whole(string tensor, string what, JsonElement array)
    {
        List<long> numbers = [];
        foreach (JsonElement item in array.EnumerateArray())
        {
            if (item.ValueKind != JsonValueKind.Number || !item.TryGetInt64(out long number) || number < 0)
                throw Damaged($"the {what} of tensor '{tensor}' is not a list of whole numbers of 0 or more");
            numbers.Add(number);
        }

        return [.. numbers];
    }

    /// <summary>The tensors must fill the bytes behind the header without gap or overlap.</summary>
    private void CheckRanges()
    {
        long end = 0;
        string before = "the header";
        foreach ((long begin, long last, string tensor) in _ranges.OrderBy(range => range.Begin).ThenBy(range => range.End))
        {
            if (begin < end)
                throw Damaged($"tensors '{before}' and '{tensor}' overlap");
            if (begin > end)
                throw Damaged($"there are {begin - end} bytes between {before} and '{tensor}' that belong to no tensor");
            (end, before) = (last, tensor);
        }

        if (end != size)
            throw Damaged($"there are {size - end} bytes behind the last tensor that belong to none");
    }

    private SafetensorsException Damaged(string reason) => Safetensors.Damaged(name, reason);
}
