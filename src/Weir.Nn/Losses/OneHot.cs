using Weir.Tensors;

namespace Weir.Nn;

/// <summary>Classes as rows of 0 with a 1 at the class.</summary>
internal static class OneHot
{
    public static Tensor Of(string name, Tensor output, Indices labels)
    {
        if (output.Shape.Rank < 2 || output.Shape.SizeBefore(output.Shape.Rank - 1) != labels.Count)
            throw new ShapeException($"{name}: outputs have shape {output.Shape} and there are {labels.Count} labels; (samples, classes) "
                + "with one label a sample, or (samples, positions, classes) with one a position, is expected");
        int classes = output.Shape[^1];
        labels.Check(name, "classes", classes);
        Tensor targets = Tapes.Of(name, output.Node).Full(output.Shape, 0);
        Span<float> entries = targets.Node.Storage.Span(output.Shape.Size);
        for (int i = 0; i < labels.Count; i++)
            entries[(i * classes) + labels.Span[i]] = 1;
        return targets;
    }
}
