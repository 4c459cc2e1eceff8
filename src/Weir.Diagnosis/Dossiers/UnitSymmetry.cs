using Weir.Flow;
using Weir.Nn;

namespace Weir.Diagnosis;

/// <summary>
/// Layers whose units all do the same: with equal weights coming in and equal weights going out, all get the same gradient and stay equal
/// for ever. Equal weights coming in alone are no such problem where those going out differ (Fixup, zero heads): they begin as one unit,
/// which only the weights that go out can slowly part.
/// </summary>
internal static class UnitSymmetry
{
    /// <summary>
    /// The numbers of layers whose units have equal weights in and out, and of those whose units have equal weights, not 0, coming in.
    /// </summary>
    /// <param name="weights">Those of the layers that have some, in the order of the signal.</param>
    public static (IReadOnlyList<int> Symmetric, IReadOnlyList<int> Equal) Of(IReadOnlyList<UnitWeights> weights)
    {
        List<int> symmetric = [], equal = [];
        for (int i = 0; i + 1 < weights.Count; i++)
        {
            UnitWeights into = weights[i];
            if (into.Units < 2 || !SameColumns(into))
                continue;
            if (into.Values.AsSpan().ContainsAnyExcept(0f))
                equal.Add(into.Layer);
            if (SameRows(weights[i + 1], into.Units))
                symmetric.Add(into.Layer);
        }

        return (symmetric, equal);
    }

    /// <summary>The weights of a network's layers.</summary>
    /// <param name="modules">The layers by their paths.</param>
    /// <param name="header">Their order.</param>
    public static IReadOnlyList<UnitWeights> WeightsOf(IReadOnlyDictionary<string, Module> modules, TraceHeader header)
    {
        List<UnitWeights> weights = [];
        for (int i = 0; i < header.Layers.Count; i++)
        {
            Parameter? weight = modules[header.Layers[i].Path]
                .OwnParameters.FirstOrDefault(parameter => parameter.Kind == ParameterKind.Weight);
            if (weight is { Shape.Rank: >= 2 })
                weights.Add(new UnitWeights(i, weight.Value.ToArray(), weight.Shape[^1]));
        }

        return weights;
    }

    private static bool SameColumns(in UnitWeights weights)
    {
        for (int i = 0; i < weights.Values.Length; i++)
        {
            if (!Near(weights.Values[i], weights.Values[i - (i % weights.Units)]))
                return false;
        }

        return true;
    }

    private static bool SameRows(in UnitWeights weights, int units)
    {
        int outputs = weights.Units, rows = weights.Values.Length / Math.Max(1, outputs), ofUnit = rows / units;
        if (rows % units != 0)
            return false;
        for (int i = 0; i < weights.Values.Length; i++)
        {
            int row = i / outputs, first = weights.HasRowsOfUnitTogether ? row % ofUnit : row - (row % units);
            if (!Near(weights.Values[i], weights.Values[(first * outputs) + (i % outputs)]))
                return false;
        }

        return true;
    }

    private static bool Near(float a, float b) => a == b || Math.Abs(a - b) <= 1e-3f * Math.Max(Math.Abs(a), Math.Abs(b));
}
