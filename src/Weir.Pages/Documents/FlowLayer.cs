using Weir.Flow;

namespace Weir.Pages;

/// <summary>A layer as pages show it.</summary>
/// <param name="Number">Its number in the trace, from 0.</param>
/// <param name="Path">Its path.</param>
/// <param name="Kind">Its kind.</param>
/// <param name="Units">Its units.</param>
/// <param name="HasWeights">Whether attenuation counts it.</param>
/// <param name="Weight">The number of its largest weight among the trace's parameters, which stands for it; null where it has none.</param>
/// <param name="Shape">The shape of that weight.</param>
/// <param name="Parameters">Numbers that training moves in it.</param>
internal sealed record FlowLayer(int Number, string Path, string Kind, int Units, bool HasWeights, int? Weight, IReadOnlyList<int>? Shape,
    long Parameters)
{
    /// <summary>The layers of a trace.</summary>
    public static IReadOnlyList<FlowLayer> Of(TraceHeader header)
    {
        FlowLayer[] layers = new FlowLayer[header.Layers.Count];
        ILookup<int, (TraceParameter Parameter, int Number)> parameters =
            header.Parameters.Select((parameter, number) => (parameter, number)).ToLookup(each => each.parameter.Layer);
        for (int i = 0; i < layers.Length; i++)
        {
            (TraceParameter Parameter, int Number)[] own = [.. parameters[i]];
            (TraceParameter Parameter, int Number)[] weights =
                [.. own.Where(each => each.Parameter.Kind == "weight").OrderByDescending(each => Size(each.Parameter))];
            TraceLayer about = header.Layers[i];
            layers[i] = new FlowLayer(
                i, about.Path, about.Kind, about.Units, about.HasWeights, weights.Length > 0 ? weights[0].Number : null, weights.Length > 0
                    ? weights[0].Parameter.Shape : null,
                own.Sum(each => Size(each.Parameter)));
        }

        return layers;
    }

    private static long Size(TraceParameter parameter) => parameter.Shape.Aggregate(1L, (size, length) => size * length);
}
