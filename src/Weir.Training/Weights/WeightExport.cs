using Weir.Nn;
using Weir.Tensors;

namespace Weir.Training;

/// <summary>
/// Writes the weights of a network for other programs: a safetensors file in PyTorch's layout (channels first, matrices as (outputs,
/// inputs)). A tensor has the name of the network, as <c>weir summary</c> shows it, with its last part as PyTorch's layers have it:
/// <c>weight</c>, <c>running_mean</c>, <c>weight_ih_l0</c>, <c>in_proj_weight</c>. <see cref="WeightImport"/> reads it without a map.
/// </summary>
public static class WeightExport
{
    /// <summary>Writes a file: under another name first, and then in its place.</summary>
    /// <param name="model">The network.</param>
    /// <param name="input">Shape of one sample, so that the order of flattened images is known.</param>
    /// <param name="path">The file.</param>
    /// <param name="metadata">Texts that the file keeps by name. Default: none.</param>
    /// <returns>The names of the tensors, in order.</returns>
    /// <exception cref="FileException">It cannot be written.</exception>
    public static IReadOnlyList<string> Write(
        Module model, Shape input, string path, IReadOnlyDictionary<string, string>? metadata = null)
    {
        SortedDictionary<string, SavedTensor> tensors = Tensors(model, input);
        new Safetensors { Tensors = tensors, Metadata = metadata ?? new Dictionary<string, string>() }.Write(path);
        return [.. tensors.Keys];
    }

    private static SortedDictionary<string, SavedTensor> Tensors(Module model, Shape input)
    {
        WeightTranspositions axes = WeightTranspositions.Of(model, input);
        ModuleMap map = ModuleMap.Of(model);
        WeightNames names = new(map);
        SortedDictionary<string, SavedTensor> tensors = new(StringComparer.Ordinal);
        foreach ((string name, Parameter parameter) in map.Parameters)
            Add(name, parameter.Value, map.LayerOf(parameter)!);
        foreach ((string name, ModuleBuffer buffer) in map.Buffers)
            Add(name, buffer.Value, map.Modules.First(entry => entry.Module.OwnBuffers.Contains(buffer)).Module);
        return tensors;

        void Add(string name, Tensor value, Module layer)
        {
            IReadOnlyList<string> there = names.There(name);
            long[] shape = axes.ShapeInFile(value);
            // Lengths of weight norm have an axis for each of the direction's.
            if (there[0].EndsWith("weight_g", StringComparison.Ordinal))
                shape = [shape[0], .. Enumerable.Repeat(1L, layer.OwnParameters[0].Shape.Rank - 1)];
            Shape saved = new([.. shape.Select(length => (int)length)]);
            tensors[there[0]] = SavedTensor.Of(saved, axes.ToFile(value));
            foreach (string other in there.Skip(1))
                tensors[other] = SavedTensor.Of(saved, new float[value.Shape.Size]);
        }
    }
}
