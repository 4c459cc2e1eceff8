using Weir.Nn;
using Weir.Tensors;

namespace Weir.Onnx;

/// <summary>A larger image, nearest or bilinear.</summary>
internal sealed class UpsampleForm : OnnxForm<Upsample2d>
{
    protected override OnnxSignal Write(Upsample2d module, OnnxSignal x, OnnxGraph graph)
    {
        x = graph.ChannelsFirst(x);
        string scales = graph.Constant("scales", [4], [1, 1, module.Factor.Height, module.Factor.Width]);
        // Middles of pixels count; of the nearest there is then no tie to break by rounding, as the corners are what is compared.
        string name = graph.Node("Resize", [x.Name, "", scales],
            ("mode", module.IsBilinear ? "linear" : "nearest"),
            ("coordinate_transformation_mode", module.IsBilinear ? "half_pixel" : "asymmetric"),
            ("nearest_mode", "floor"));
        return x with
        {
            Name = name,
            Shape = new Shape(x.Shape[0] * module.Factor.Height, x.Shape[1] * module.Factor.Width, x.Shape[2]),
        };
    }
}
