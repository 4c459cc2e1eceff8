using Weir.Nn;
using Weir.Onnx.Protos;
using Weir.Tensors;

namespace Weir.Onnx;

/// <summary>Larger images.</summary>
internal static class SizeOperators
{
    /// <summary>An image a whole number of times as large, nearest or bilinear.</summary>
    public static void Resize(NodeReading node)
    {
        ImportedSignal x = ProductOperators.Image(node);
        Extent factor = Factor(node, x);
        bool bilinear = node.Text("mode", "nearest") switch
        {
            "nearest" => false,
            "linear" => true,
            var mode => throw node.Refuse($"its 'mode' is {mode}; nearest and linear are read"),
        };
        string places = node.Text("coordinate_transformation_mode", "half_pixel"),
            rounding = node.Text("nearest_mode", "round_prefer_floor");
        // Middles of pixels that are rounded, or corners whose rests are left off, are what lies nearest.
        bool isRead = bilinear ? places is "half_pixel" or "pytorch_half_pixel"
            : places is "half_pixel" or "pytorch_half_pixel" ? rounding is "round_prefer_floor" or "round_prefer_ceil"
            : places == "asymmetric" && rounding == "floor";
        if (!isRead)
            throw node.Refuse($"'coordinate_transformation_mode' {places}{(bilinear ? "" : $" with 'nearest_mode' {rounding}")} is not "
                + $"read; {(bilinear ? "half_pixel is" : "half_pixel with a rounding and asymmetric with floor are")}");
        Shape made = new(checked(x.Shape[0] * factor.Height), checked(x.Shape[1] * factor.Width), x.Shape[2]);
        node.Puts(new ImportStep(node.Name, [x.Step], _ => new Upsample2d(factor, bilinear)), made, SignalOrder.ChannelsFirst);
    }

    public static void TransposedConvolution(NodeReading node)
    {
        ImportedSignal x = ProductOperators.Image(node);
        TensorProto kernel = node.Constant(1);
        int[] lengths = TensorValues.Lengths(kernel);
        if (lengths.Length != 4)
            throw node.Refuse($"its kernel has {lengths.Length} axes; convolutions of images have kernels of 4");
        (int inputs, int outputs, Extent extent) = (lengths[0], lengths[1], new Extent(lengths[2], lengths[3]));
        if (node.Integer("group", 1) != 1)
            throw node.Refuse("it has groups of channels; only one is read");
        if (node.Integers("output_padding") is { } more && more.Any(each => each != 0))
            throw node.Refuse("it adds rows or columns on one side ('output_padding'), which is not read");
        if (node.Integers("output_shape") is { Count: > 0 } || node.Text("auto_pad", "NOTSET") is not ("NOTSET" or "VALID" or ""))
            throw node.Refuse("its padding follows from the output's shape, which is not read; 'pads' are");
        ConvolutionOptions options = new() { Stride = node.Extent("strides", 1), Dilation = node.Extent("dilations", 1) };
        options = options with { Padding = Padding.Of(node, x.Shape, extent, options.Stride, options.Dilation) };
        if (inputs != x.Shape[2])
            throw node.Refuse($"its kernel is for {inputs} channels, and {x.Shape[2]} come in");
        ImportedNumbers weight = node.Numbers(1);
        weight = weight.With(AxisOrder.Reversed(weight.Values, inputs, outputs, extent.Height * extent.Width));
        ImportedNumbers? bias = node.Has(2) ? ProductOperators.Biases(node, outputs) : null;
        Extent made = new ConvTranspose2d(inputs, outputs, extent, options).Output(new Extent(x.Shape[0], x.Shape[1]));
        node.Puts(
            new ImportStep(node.Name, [x.Step], step =>
            {
                ConvTranspose2d layer = new(inputs, outputs, extent, options, step.Activation);
                ProductOperators.Give(node, layer, layer.Weight, weight, layer.Bias, step.Bias ?? weight.With(new float[outputs]));
                return layer;
            })
            { TakesActivation = true, TakesBias = bias is null ? outputs : 0, Bias = bias },
            new Shape(made.Height, made.Width, outputs), SignalOrder.ChannelsFirst);
    }

    private static Extent Factor(NodeReading node, ImportedSignal x)
    {
        if (node.Has(2) && node.Floats(2) is { Length: 4 } scales)
        {
            bool isWhole = scales[0] == 1 && scales[1] == 1 && scales[2] is >= 1 and <= 1000 && scales[3] is >= 1 and <= 1000
                && MathF.Floor(scales[2]) == scales[2] && MathF.Floor(scales[3]) == scales[3];
            return isWhole ? new Extent((int)scales[2], (int)scales[3])
                : throw node.Refuse($"its 'scales' are ({string.Join(", ", scales)}); images a whole number of times as large are read");
        }

        if (node.Whole(3) is not { Length: 4 } sizes)
            throw node.Refuse("neither its 'scales' nor its 'sizes' are four numbers that are known before the network runs");
        long[] before = x.LengthsInFile();
        bool fits = sizes[1] == before[1] && sizes[2] >= before[2] && sizes[3] >= before[3] && sizes[2] % before[2] == 0
            && sizes[3] % before[3] == 0;
        return fits ? new Extent(checked((int)(sizes[2] / before[2])), checked((int)(sizes[3] / before[3])))
            : throw node.Refuse($"its 'sizes' are ({string.Join(", ", sizes)}) for an image of ({string.Join(", ", before)}); images a "
                + "whole number of times as large are read");
    }
}
