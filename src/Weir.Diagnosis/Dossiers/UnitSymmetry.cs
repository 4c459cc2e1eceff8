using Weir.Flow;
using Weir.Nn;
using Weir.Tensors;

namespace Weir.Diagnosis;

/// <summary>
/// Layers whose units all do the same: with equal weights coming in and equal weights going out, all get the same gradient and stay equal
/// for ever. Equal weights coming in alone are no problem where those going out differ (Fixup, zero heads).
/// </summary>
internal static class UnitSymmetry
{
    /// <summary>The numbers of such layers.</summary>
    public static IReadOnlyList<int> Layers(IReadOnlyDictionary<string, Module> modules, TraceHeader header)
    {
        List<(int Layer, Parameter Weight)> weights = Weights(modules, header);
        List<int> found = [];
        for (int i = 0; i + 1 < weights.Count; i++)
        {
            int units = weights[i].Weight.Shape[^1];
            if (units > 1 && SameColumns(weights[i].Weight.Value, units) && SameRows(weights[i + 1].Weight.Value, units))
                found.Add(weights[i].Layer);
        }

        return found;
    }

    /// <summary>
    /// The numbers of hidden layers whose units start with the same weights, not 0, coming in: they begin as one unit, which only the
    /// weights that go out can slowly part.
    /// </summary>
    public static IReadOnlyList<int> EqualUnits(IReadOnlyDictionary<string, Module> modules, TraceHeader header)
    {
        List<(int Layer, Parameter Weight)> weights = Weights(modules, header);
        return
        [
            .. weights.SkipLast(1)
                .Where(entry => entry.Weight.Shape[^1] > 1 && entry.Weight.Value.ToArray().Any(value => value != 0)
                    && SameColumns(entry.Weight.Value, entry.Weight.Shape[^1]))
                .Select(entry => entry.Layer),
        ];
    }

    private static List<(int Layer, Parameter Weight)> Weights(IReadOnlyDictionary<string, Module> modules, TraceHeader header)
    {
        List<(int Layer, Parameter Weight)> weights = [];
        for (int i = 0; i < header.Layers.Count; i++)
        {
            Parameter? weight = modules[header.Layers[i].Path]
                .OwnParameters.FirstOrDefault(parameter => parameter.Kind == ParameterKind.Weight);
            if (weight is { Shape.Rank: >= 2 })
                weights.Add((i, weight));
        }

        return weights;
    }

    private static bool SameColumns(Tensor weight, int units)
    {
        float[] values = weight.ToArray();
        for (int i = 0; i < values.Length; i++)
        {
            if (!Near(values[i], values[i - (i % units)]))
                return false;
        }

        return true;
    }

    /// <summary>Images come flattened with channels last, so that a unit's rows are those that leave the same rest.</summary>
    private static bool SameRows(Tensor weight, int units)
    {
        float[] values = weight.ToArray();
        int outputs = weight.Shape[^1], rows = values.Length / Math.Max(1, outputs);
        if (rows % units != 0)
            return false;
        for (int i = 0; i < values.Length; i++)
        {
            int row = i / outputs, first = row - (row % units);
            if (!Near(values[i], values[(first * outputs) + (i % outputs)]))
                return false;
        }

        return true;
    }

    private static bool Near(float a, float b) => a == b || Math.Abs(a - b) <= 1e-3f * Math.Max(Math.Abs(a), Math.Abs(b));
}
