using Weir.Tensors;

namespace Weir.Nn;

/// <summary>Classes as rows of 0 with a 1 at the class; of two classes that one output tells apart, as 0 and 1.</summary>
internal static class OneHot
{
    public static Tensor Of(string name, Tensor output, Indices labels, bool takesOneLogit = false)
    {
        if (output.Shape.Rank < 2 || output.Shape.SizeBefore(output.Shape.Rank - 1) != labels.Count)
            throw new ShapeException($"{name}: outputs have shape {output.Shape} and there are {labels.Count} labels; (samples, classes) "
                + "with one label a sample, or (samples, positions, classes) with one a position, is expected");
        int classes = output.Shape[^1];
        bool isOne = takesOneLogit && classes == 1;
        labels.Check(name, "classes", isOne ? 2 : classes);
        Tensor targets = Tapes.Of(name, output.Node).Full(output.Shape, 0);
        Span<float> entries = targets.Node.Storage.Span(output.Shape.Size);
        for (int i = 0; i < labels.Count; i++)
        {
            if (isOne)
                entries[i] = labels.Span[i];
            else
                entries[(i * classes) + labels.Span[i]] = 1;
        }

        return targets;
    }
}
