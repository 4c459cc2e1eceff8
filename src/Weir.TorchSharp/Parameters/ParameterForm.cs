using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Weir.TorchSharp;

/// <summary>Parameters in the form of a trace, which has units last: libtorch's matrices and kernels have them first.</summary>
internal static class ParameterForm
{
    /// <summary>weight, bias or scale, by name and shape.</summary>
    public static string KindOf(string name, Parameter parameter) =>
        name.Split('.')[^1].Contains("bias", StringComparison.Ordinal) ? "bias" : parameter.dim() >= 2 ? "weight" : "scale";

    /// <summary>The lengths of its axes, units last.</summary>
    /// <param name="layerKind">The kind of the layer that holds it.</param>
    /// <param name="parameter">The parameter.</param>
    public static int[] TraceShape(string layerKind, Parameter parameter)
    {
        int[] shape = Array.ConvertAll(parameter.shape, length => (int)length);
        return HasUnitsFirst(layerKind, parameter) ? [.. shape[2..], shape[1], shape[0]] : shape;
    }

    /// <summary>A view of a parameter's numbers as rows × units, in the order of a trace's shape.</summary>
    /// <param name="layerKind">The kind of the layer that holds it.</param>
    /// <param name="values">The numbers.</param>
    public static Tensor AsMatrix(string layerKind, Tensor values)
    {
        if (values.dim() == 0)
            return values.reshape(1, 1);
        if (HasUnitsFirst(layerKind, values))
            values = values.permute([.. Enumerable.Range(2, (int)values.dim() - 2).Select(axis => (long)axis), 1, 0]);
        return values.numel() == 0 ? values.reshape(0, values.shape[^1]) : values.reshape(-1, values.shape[^1]);
    }

    private static bool HasUnitsFirst(string layerKind, Tensor values) => layerKind is "linear" or "conv" && values.dim() >= 2;
}
