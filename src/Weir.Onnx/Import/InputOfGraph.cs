using Weir.Data;
using Weir.Onnx.Protos;
using Weir.Tensors;

namespace Weir.Onnx;

/// <summary>What comes into a file's graph.</summary>
/// <param name="graph">The graph.</param>
/// <param name="given">Shape of one sample, channels last, where the file leaves lengths open; null where it is not known.</param>
internal sealed class InputOfGraph(GraphProto graph, Shape? given)
{
    private const int Float = 1;

    // Operators that a signal passes on its way to the one that tells how an image lies.
    private static readonly string[] s_passing = ["Identity", "Cast", "Add", "Sub", "Mul", "Div", "Dropout"];

    public (string Name, Shape Sample, SignalOrder Order) Find()
    {
        HashSet<string> constants = [.. graph.Initializer.Select(constant => constant.Name)];
        ValueInfoProto[] inputs = [.. graph.Input.Where(input => !constants.Contains(input.Name))];
        if (inputs is not [var input])
            throw new OnnxException(inputs.Length == 0 ? "its graph has no input"
                : $"its graph has {inputs.Length} inputs ({string.Join(", ", inputs.Select(each => each.Name))}); networks with one "
                    + "are read");
        if (input.Type?.TensorType is not { } tensor || tensor.Shape is null)
            throw new OnnxException($"its input '{input.Name}' is no tensor of a known number of axes");
        if (tensor.ElemType != Float)
            throw new OnnxException($"its input '{input.Name}' has numbers of type {tensor.ElemType}; float32 is read");
        int axes = tensor.Shape.Dim.Count;
        if (axes is < 2 or > 5)
            throw new OnnxException($"its input '{input.Name}' has {axes} axes; samples of 1 to 4 axes are read");
        SignalOrder order = axes == 4 && IsChannelsFirst(input.Name) ? SignalOrder.ChannelsFirst : SignalOrder.Same;
        Shape sample = Sample(input.Name, [.. tensor.Shape.Dim.Skip(1).Select(axis => axis.DimValue)], order);
        return FileLimits.Wrong((Int128)sample.Size * sizeof(float)) is { } wrong
            ? throw new OnnxException($"its input '{input.Name}' of shape {sample}: {wrong}") : (input.Name, sample, order);
    }

    private Shape Sample(string name, long[] lengths, SignalOrder order)
    {
        if (order == SignalOrder.ChannelsFirst)
            lengths = [lengths[1], lengths[2], lengths[0]];
        if (given is { } known)
        {
            bool fits = known.Rank == lengths.Length
                && lengths.Select((length, axis) => length <= 0 || length == known[axis]).All(same => same);
            return fits ? known : throw new OnnxException(
                $"its input '{name}' takes samples of shape ({Words(lengths)}), channels last, and samples of shape {known} come in");
        }

        if (lengths.Any(length => length <= 0))
            throw new OnnxException($"its input '{name}' leaves lengths of a sample open, ({Words(lengths)}): say the shape of a sample");
        try
        {
            return new Shape([.. lengths.Select(length => checked((int)length))]);
        }
        catch (Exception error) when (error is ShapeException or OverflowException)
        {
            throw new OnnxException($"its input '{name}' claims samples of shape ({Words(lengths)}), which are too large", error);
        }
    }

    /// <summary>Whether an image comes with its channels first: unless the first that is done to it is to bring them there.</summary>
    private bool IsChannelsFirst(string input)
    {
        HashSet<string> names = [input];
        foreach (NodeProto node in graph.Node.Where(node => node.Input.Any(names.Contains)))
        {
            if (!s_passing.Contains(node.OpType))
                return !(node.OpType == "Transpose" && node.Attribute.Any(order => order.Name == "perm" && order.Ints is [0, 3, 1, 2]));
            names.UnionWith(node.Output);
        }

        return true;
    }

    private static string Words(IEnumerable<long> lengths) => string.Join(", ", lengths.Select(length => length <= 0 ? "?" : $"{length}"));
}
