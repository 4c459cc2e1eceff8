using System.Text.Json;

namespace Weir.Training;

/// <summary>Reads and checks the header of a safetensors file.</summary>
/// <param name="name">The file's name, for messages.</param>
/// <param name="size">Bytes behind the header.</param>
internal sealed class SafetensorsHeader(string name, int size)
{
    private readonly Dictionary<string, SavedTensor> _tensors = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _metadata = new(StringComparer.Ordinal);
    private readonly List<(long Begin, long End, string Name)> _ranges = [];

    public Safetensors Read(JsonElement root, ReadOnlySpan<byte> data)
    {
        HashSet<string> seen = new(StringComparer.Ordinal);
        foreach (JsonProperty entry in root.EnumerateObject())
        {
            if (!seen.Add(entry.Name))
                throw Damaged($"its header names '{entry.Name}' twice");
            if (entry.Name == "__metadata__")
                ReadMetadata(entry.Value);
            else
                ReadTensor(entry.Name, entry.Value, data);
        }

        CheckRanges();
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

    private void ReadTensor(string tensor, JsonElement value, ReadOnlySpan<byte> data)
    {
        if (value.ValueKind != JsonValueKind.Object
            || !value.TryGetProperty("dtype", out JsonElement type) || type.ValueKind != JsonValueKind.String
            || !value.TryGetProperty("shape", out JsonElement shape) || shape.ValueKind != JsonValueKind.Array
            || !value.TryGetProperty("data_offsets", out JsonElement offsets) || offsets.ValueKind != JsonValueKind.Array
            || value.EnumerateObject().Count() != 3)
        {
            throw Damaged($"its entry '{tensor}' has not exactly dtype, shape and data_offsets");
        }

        if (!Enum.TryParse(type.GetString(), out SavedType saved) || saved.ToString() != type.GetString())
            throw new SafetensorsException($"{name}: tensor '{tensor}' has numbers of type {type.GetString()}; F32, I64 and U64 are read");
        long[] lengths = Whole(tensor, "shape", shape);
        long[] range = Whole(tensor, "data_offsets", offsets);
        if (range.Length != 2 || range[0] > range[1] || range[1] > size)
            throw Damaged($"the offsets of tensor '{tensor}', [{string.Join(", ", range)}], do not lie within its {size} bytes of numbers");
        Int128 bytes = SavedTensor.SizeOf(saved);
        foreach (long length in lengths)
        {
            bytes *= length;
            if (bytes > long.MaxValue)
                break;
        }

        if (bytes != range[1] - range[0])
            throw Damaged($"tensor '{tensor}' of shape ({string.Join(", ", lengths)}) and type {saved} needs {bytes} bytes, but its offsets hold {range[1] - range[0]}");
        _ranges.Add((range[0], range[1], tensor));
        _tensors[tensor] = new SavedTensor(saved, lengths, data[(int)range[0]..(int)range[1]].ToArray());
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
