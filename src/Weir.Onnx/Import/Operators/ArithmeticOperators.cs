using Weir.Nn;
using Weir.Tensors;

namespace Weir.Onnx;

/// <summary>Sums and products: biases, scaling by fixed numbers, shortcuts, and x·σ(x).</summary>
internal static class ArithmeticOperators
{
    public static void Read(NodeReading node)
    {
        bool commutes = node.Operation is "Add" or "Mul";
        if (node.Whole(0) is { } left && node.Whole(1) is { } right)
            WholeOperators.Calculate(node, left, right);
        else if (node.IsConstant(1))
            WithConstant(node, node.Signal(0), 1);
        else if (node.IsConstant(0))
            WithConstant(node, commutes ? node.Signal(1)
                : throw node.Refuse("fixed numbers stand on the left; only a signal is read there"),
                0);
        else if (node.Operation == "Add")
            Sum(node, node.Signal(0), node.Signal(1));
        else
            Swish(node);
    }

    /// <summary>Any number of signals, the second added to the first, and so on.</summary>
    public static void Sum(NodeReading node)
    {
        ImportedSignal all = node.Signal(0);
        if (node.Inputs == 1)
        {
            node.Passes(all);
            return;
        }

        for (int i = 1; i < node.Inputs; i++)
        {
            Sum(node, all, node.Signal(i));
            all = node.Graph.Signal(node.Output)!;
        }
    }

    private static void WithConstant(NodeReading node, ImportedSignal x, int input)
    {
        int[] lengths = TensorValues.Lengths(node.Constant(input));
        ImportedNumbers numbers = node.Numbers(input);
        (Shape shape, float[] ordered) = InOrder(node, x, lengths, numbers.Values);
        ImportStep before = node.Graph.Steps[x.Step];
        bool isBias = node.Operation == "Add" && x.IsSole && before.TakesBias > 0 && before.Activation is null
            && ordered.Length == before.TakesBias && shape.Size == shape[^1] && x.Shape[^1] == before.TakesBias;
        if (isBias)
        {
            (before.Bias, before.TakesBias) = (numbers.With(ordered), 0);
            node.Passes(x);
            return;
        }

        Tensor leaf = Tensor.Leaf(shape, ordered);
        node.PutsAlike(x, _ => new ConstantArithmetic(node.Operation, leaf));
    }

    /// <summary>The numbers with axes as a sample of Weir has them, the first ones left out where they are not there.</summary>
    private static (Shape Shape, float[] Values) InOrder(NodeReading node, ImportedSignal x, int[] lengths, float[] values)
    {
        long[] file = x.LengthsInFile();
        if (lengths.Length > file.Length)
            throw node.Refuse($"numbers of {lengths.Length} axes do not fit a signal of {file.Length}");
        // All axes but that of the samples.
        int[] full = [.. Enumerable.Repeat(1, file.Length - lengths.Length), .. lengths];
        bool fits = full[0] == 1 && Enumerable.Range(1, file.Length - 1).All(axis => full[axis] == 1 || full[axis] == file[axis]);
        if (!fits)
            throw node.Refuse($"numbers of shape ({string.Join(", ", lengths)}) do not fit samples of shape "
                + $"({string.Join(", ", file[1..])})");
        int[] sample = full[1..];
        return x.Order switch
        {
            SignalOrder.ChannelsFirst => (new Shape(sample[1], sample[2], sample[0]),
                AxisOrder.Exchanged(values, sample[0], sample[1] * sample[2])),
            SignalOrder.Pixel => (new Shape(sample[0]), values),
            SignalOrder.RowOfChannels when sample[0] > 1 => (new Shape(sample[0]), x.RowsInOrder(values, 1)),
            _ => (sample.Length == 0 ? new Shape(1) : new Shape(sample), values),
        };
    }

    private static void Sum(NodeReading node, ImportedSignal left, ImportedSignal right)
    {
        if (left.Shape != right.Shape || left.Order != right.Order)
            throw node.Refuse($"signals of shape {left.Shape} and {right.Shape} are added; they must be alike");
        node.Puts(new ImportStep(node.Name, [left.Step, right.Step], null) { TakesActivation = true }, left.Shape, left.Order, left.Image);
    }

    private static void Swish(NodeReading node)
    {
        if (node.Operation == "Mul")
        {
            ImportedSignal left = node.Signal(0), right = node.Signal(1);
            if (IsGate(node, right, left) || IsGate(node, left, right))
            {
                ImportedSignal x = IsGate(node, right, left) ? left : right;
                node.Graph.Add(node.Output, x with { Step = node.Graph.AddFunction(node.Name, x with { IsSole = false }, new Silu()) });
                return;
            }
        }

        throw node.Refuse("it joins two signals; sums of branches are read, and x·sigmoid(x)");
    }

    private static bool IsGate(NodeReading node, ImportedSignal gate, ImportedSignal x) =>
        node.Graph.Steps[gate.Step] is { IsFunction: true, Activation: Sigmoid } step && step.Inputs[0] == x.Step;
}
