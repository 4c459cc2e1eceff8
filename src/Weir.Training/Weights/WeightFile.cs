namespace Weir.Training;

/// <summary>A file of weights as named float32 arrays: safetensors or .npz.</summary>
/// <param name="Arrays">Shape and numbers by name, in the order of the names.</param>
/// <param name="IsOwn">Whether it is a checkpoint of Weir, whose names and layout are the network's.</param>
internal sealed record WeightFile(IReadOnlyDictionary<string, (long[] Shape, float[] Values)> Arrays, bool IsOwn)
{
    private const string Model = "model.", Buffer = "buffer.";

    /// <summary>Reads a file by its ending.</summary>
    public static WeightFile Read(string path)
    {
        if (path.EndsWith(".npz", StringComparison.OrdinalIgnoreCase))
            return new WeightFile(Sorted(NumpyArchive.Read(path)
                .Select(array => (array.Key, (array.Value.Shape.ToArray(), array.Value.ToFloats())))), IsOwn: false);
        Safetensors content = Safetensors.Read(path);
        if (!content.Metadata.ContainsKey(Checkpoint.StateKey))
            return new WeightFile(Sorted(content.Tensors
                .Select(tensor => (tensor.Key, (tensor.Value.Shape.ToArray(), tensor.Value.ToFloats())))), IsOwn: false);
        return new WeightFile(
            Sorted(content.Tensors
                .Where(tensor => tensor.Key.StartsWith(Model, StringComparison.Ordinal)
                    || tensor.Key.StartsWith(Buffer, StringComparison.Ordinal))
                .Select(tensor => (tensor.Key[(tensor.Key.IndexOf('.', StringComparison.Ordinal) + 1)..],
                    (tensor.Value.Shape.ToArray(), tensor.Value.ToFloats())))),
            IsOwn: true);
    }

    private static SortedDictionary<string,
        (long[] Shape, float[] Values)> Sorted(IEnumerable<(string Name, (long[] Shape, float[] Values) Array)> arrays)
    {
        SortedDictionary<string, (long[], float[])> sorted = new(StringComparer.Ordinal);
        foreach ((string name, (long[], float[]) array) in arrays)
            sorted[name] = array;
        return sorted;
    }
}
