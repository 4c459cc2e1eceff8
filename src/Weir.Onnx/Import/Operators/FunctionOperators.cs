using Weir.Nn;

namespace Weir.Onnx;

/// <summary>Functions of each entry, softmax and dropout.</summary>
internal static class FunctionOperators
{
    private const double SeluAlpha = 1.6732632423543772, SeluGamma = 1.0507009873554805;

    public static void Relu(NodeReading node) => node.PutsFunction(new Relu());

    public static void Sigmoid(NodeReading node) => node.PutsFunction(new Sigmoid());

    public static void Tanh(NodeReading node) => node.PutsFunction(new Tanh());

    public static void Softplus(NodeReading node) => node.PutsFunction(new Softplus());

    public static void Exponential(NodeReading node) => node.PutsFunction(new Exponential());

    public static void Elu(NodeReading node) => node.PutsFunction(new Elu((float)node.Number("alpha", 1)));

    public static void Swish(NodeReading node) => node.PutsFunction(node.Number("alpha", 1) == 1 ? new Silu()
        : throw node.Refuse($"its alpha is {node.Number("alpha", 1)}; x·sigmoid(x) is read"));

    public static void LeakyRelu(NodeReading node) => node.PutsFunction(new LeakyRelu((float)node.Number("alpha", 0.01)));

    public static void Gelu(NodeReading node) => node.PutsFunction(node.Text("approximate", "none") == "none" ? new Gelu()
        : throw node.Refuse($"only the exact form is read, not the approximation by {node.Text("approximate", "none")}"));

    public static void Selu(NodeReading node)
    {
        double alpha = node.Number("alpha", SeluAlpha), gamma = node.Number("gamma", SeluGamma);
        node.PutsFunction(Math.Abs(alpha - SeluAlpha) < 1e-4 && Math.Abs(gamma - SeluGamma) < 1e-4 ? new Selu()
            : throw node.Refuse($"its alpha is {alpha} and its gamma {gamma}; those of the self-normalising unit are read"));
    }

    /// <summary>max(x, 0), as some programs write ReLU.</summary>
    public static void Clip(NodeReading node)
    {
        double least = Limit(node, 1, "min", double.NegativeInfinity), most = Limit(node, 2, "max", double.PositiveInfinity);
        node.PutsFunction(least == 0 && most >= float.MaxValue ? new Relu()
            : throw node.Refuse($"limits of {least} and {most} are not read; 0 and none are a ReLU"));
    }

    public static void PRelu(NodeReading node)
    {
        ImportedSignal x = node.Signal(0);
        ImportedNumbers slopes = node.Numbers(1);
        slopes = slopes.Length == x.Shape.Size ? slopes.With(x.RowsInOrder(slopes.Values, 1)) : slopes;
        if (slopes.Length != 1 && slopes.Length != x.Shape[^1])
            throw node.Refuse($"{slopes.Length} slopes for a signal of shape {x.Shape}; one, or one for each of the last axis, is read");
        node.PutsAlike(x, _ =>
        {
            PRelu layer = new(slopes.Length);
            node.Values.Give(layer, layer.Slope, slopes);
            return layer;
        });
    }

    public static void Softmax(NodeReading node) => AtTheEnd(node, _ => new Softmax());

    /// <summary>The logarithm of a softmax, whose inputs are logits as well.</summary>
    public static void LogSoftmax(NodeReading node) => AtTheEnd(node, step => throw new OnnxException(
        $"node '{step.Node}' (LogSoftmax): it is read at the very end alone, where it is left off ('logits: true'), because losses take "
            + "logits"));

    private static void AtTheEnd(NodeReading node, Func<ImportStep, Module> make)
    {
        ImportedSignal x = node.Signal(0);
        int rank = x.LengthsInFile().Length;
        long axis = node.Integer("axis", node.Graph.Opset < 13 ? 1 : -1);
        bool isLast = (axis < 0 ? axis + rank : axis) == rank - 1 || (x.Order == SignalOrder.Pixel && axis == 1);
        if (!isLast || x.Order is SignalOrder.ChannelsFirst or SignalOrder.RowOfChannels)
            throw node.Refuse($"axis {axis} of a signal of {rank} axes is not its last axis with all features");
        node.Graph.Add(node.Output, x with
        {
            Step = node.Graph.Add(new ImportStep(node.Name, [x.Step], make) { IsSoftmax = true }),
        });
    }

    /// <summary>What is dropped in training; in a file it does nothing.</summary>
    public static void Dropout(NodeReading node)
    {
        ImportedSignal x = node.Signal(0);
        double rate = node.IsConstant(1) ? node.Floats(1) is [float only] ? only
            : throw node.Refuse("its ratio is no single number") : node.Number("ratio", 0.5);
        if (rate is not (>= 0 and < 1))
            throw node.Refuse($"its ratio is {rate}; it lies in [0, 1)");
        if (rate == 0)
            node.Passes(x);
        else
            node.PutsAlike(x, _ => new Dropout(rate));
    }

    private static double Limit(NodeReading node, int input, string attribute, double usual)
    {
        if (!node.Has(input))
            return node.Number(attribute, usual);
        return node.Floats(input) is [float only] ? only : throw node.Refuse($"'{node.InputName(input)}' is no single number");
    }
}
