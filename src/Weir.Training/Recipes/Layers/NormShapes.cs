using Weir.Tensors;

namespace Weir.Training;

/// <summary>What norms expect of a sample.</summary>
internal static class NormShapes
{
    public static int Last(string layer, Shape input) => input.Rank > 0 ? input[^1]
        : throw new ShapeException($"{layer}: a single number came in; samples of one axis or more are expected");
}
