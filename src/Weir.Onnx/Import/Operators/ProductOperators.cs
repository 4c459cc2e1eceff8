using Weir.Nn;
using Weir.Onnx.Protos;
using Weir.Tensors;

namespace Weir.Onnx;

/// <summary>Dense layers and convolutions.</summary>
internal static class ProductOperators
{
    /// <summary>alpha·x·W + beta·b.</summary>
    public static void Gemm(NodeReading node)
    {
        if (node.Integer("transA", 0) != 0)
            throw node.Refuse("its signal is transposed ('transA'); only rows of samples are read");
        ImportedSignal x = Row(node);
        (ImportedNumbers weight, int inputs, int outputs) = Matrix(node, node.Integer("transB", 0) != 0);
        double alpha = node.Number("alpha", 1), beta = node.Number("beta", 1);
        ImportedNumbers? bias = node.Has(2) ? Biases(node, outputs) : null;
        Dense(node, x, Scaled(weight, alpha), inputs, outputs, bias is null ? null : Scaled(bias, beta));
    }

    /// <summary>x·W, to which an addition may bring a bias.</summary>
    public static void Product(NodeReading node)
    {
        if (node.IsConstant(0))
            throw node.Refuse("fixed numbers stand on the left of the product; only signal times weight is read");
        if (!node.IsConstant(1))
            throw node.Refuse("it multiplies two signals; only signal times weight is read");
        (ImportedNumbers weight, int inputs, int outputs) = Matrix(node, isTransposed: false);
        Dense(node, node.Signal(0), weight, inputs, outputs, null);
    }

    public static void Convolution(NodeReading node)
    {
        ImportedSignal x = Image(node);
        TensorProto kernel = node.Constant(1);
        int[] lengths = TensorValues.Lengths(kernel);
        if (lengths.Length != 4)
            throw node.Refuse($"its kernel has {lengths.Length} axes; convolutions of images have kernels of 4");
        (int outputs, int perGroup, Extent extent) = (lengths[0], lengths[1], new Extent(lengths[2], lengths[3]));
        int groups = checked((int)node.Integer("group", 1));
        ConvolutionOptions options = new()
        {
            Stride = node.Extent("strides", 1),
            Dilation = node.Extent("dilations", 1),
            Groups = groups,
        };
        options.Check();
        (options, x) = Padding.Of(node, x, extent, options);
        options.Check();
        if ((long)perGroup * groups != x.Shape[2])
            throw node.Refuse($"its kernel is for {(long)perGroup * groups} channels, and {x.Shape[2]} come in");
        ImportedNumbers weight = node.Numbers(1);
        weight = weight.With(AxisOrder.Reversed(weight.Values, outputs, perGroup, extent.Height * extent.Width));
        ImportedNumbers? bias = node.Has(2) ? Biases(node, outputs) : null;
        Extent made = options.Output(new Extent(x.Shape[0], x.Shape[1]), extent);
        node.Puts(
            new ImportStep(node.Name, [x.Step], step =>
            {
                Conv2d layer = new(x.Shape[2], outputs, extent, options, step.Activation, hasBias: step.Bias is not null);
                Give(node, layer, layer.Weight, weight, layer.Bias, step.Bias);
                return layer;
            })
            { TakesActivation = true, TakesBias = bias is null ? outputs : 0, Bias = bias },
            new Shape(made.Height, made.Width, outputs), SignalOrder.ChannelsFirst);
    }

    /// <summary>An image with its channels first.</summary>
    public static ImportedSignal Image(NodeReading node)
    {
        ImportedSignal x = node.Signal(0);
        return x.Order == SignalOrder.Pixel ? x with { Shape = new Shape(1, 1, x.Shape[0]), Order = SignalOrder.ChannelsFirst }
            : x.Order == SignalOrder.ChannelsFirst ? x
            : throw node.Refuse($"a signal of shape {x.Shape} comes in; an image with its channels first is expected");
    }

    private static ImportedSignal Row(NodeReading node)
    {
        ImportedSignal x = node.Signal(0);
        return x.Shape.Rank == 1 ? x : throw node.Refuse($"a signal of shape {x.Shape} comes in; rows of features are expected");
    }

    private static void Dense(NodeReading node, ImportedSignal x, ImportedNumbers weight, int inputs, int outputs, ImportedNumbers? bias)
    {
        if (x.Shape.Rank == 0 || x.Shape[^1] != inputs || x.Order is SignalOrder.ChannelsFirst)
            throw node.Refuse($"a signal of shape {x.Shape} comes in; its last axis must have {inputs} features");
        ImportedNumbers ordered = weight.With(x.RowsInOrder(weight.Values, outputs));
        node.Puts(
            new ImportStep(node.Name, [x.Step], step =>
            {
                Linear layer = new(inputs, outputs, step.Activation, hasBias: step.Bias is not null);
                Give(node, layer, layer.Weight, ordered, layer.Bias, step.Bias);
                return layer;
            })
            { TakesActivation = true, TakesBias = bias is null ? outputs : 0, Bias = bias },
            x.Shape.With(^1, outputs));
    }

    private static (ImportedNumbers Values, int Inputs, int Outputs) Matrix(NodeReading node, bool isTransposed)
    {
        TensorProto constant = node.Constant(1);
        int[] lengths = TensorValues.Lengths(constant);
        if (lengths.Length != 2 || lengths[0] < 1 || lengths[1] < 1)
            throw node.Refuse($"its weight '{constant.Name}' has shape ({string.Join(", ", lengths)}); a matrix is expected");
        ImportedNumbers values = node.Numbers(1);
        return isTransposed
            ? (values.With(AxisOrder.Exchanged(values.Values, lengths[0], lengths[1])), lengths[1], lengths[0])
            : (values, lengths[0], lengths[1]);
    }

    /// <summary>A bias for each output.</summary>
    public static ImportedNumbers Biases(NodeReading node, int outputs)
    {
        ImportedNumbers bias = node.Numbers(2);
        if (bias.Length == 1 && outputs > 1)
            bias = bias.With([.. Enumerable.Repeat(bias.Values[0], outputs)]);

        return bias.Length == outputs ? bias
            : throw node.Refuse($"its bias has {bias.Length} numbers for {outputs} outputs");
    }

    private static ImportedNumbers Scaled(ImportedNumbers numbers, double factor) =>
        factor == 1 ? numbers : numbers.With(Array.ConvertAll(numbers.Values, value => (float)(value * factor)));

    /// <summary>Gives a layer the values of the file.</summary>
    public static void Give(NodeReading node, Module layer, Parameter weight, ImportedNumbers values, Parameter? bias,
        ImportedNumbers? biases)
    {
        node.Values.Give(layer, weight, values);
        if (bias is not null)
            node.Values.Give(layer, bias, biases!);
    }
}
