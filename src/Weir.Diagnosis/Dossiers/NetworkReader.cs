using Weir.Flow;
using Weir.Nn;
using Weir.Tensors;

namespace Weir.Diagnosis;

/// <summary>Gathers the facts of a network.</summary>
internal static class NetworkReader
{
    /// <summary>Reads them.</summary>
    /// <param name="model">The network, with its first weights.</param>
    /// <param name="header">Its layers.</param>
    /// <param name="thorough">Whether to predict its attenuation too, for people to compare; no rule needs it.</param>
    public static NetworkFacts Read(Module model, TraceHeader header, bool thorough)
    {
        Dictionary<string, Module> modules = ModuleMap.Of(model)
            .Layers.ToDictionary(layer => layer.Path, layer => layer.Module, StringComparer.Ordinal);
        HashSet<string> bypassed = new(header.Layers.Where(layer => layer.Traits.HasFlag(LayerTraits.Bypassed)).Select(layer => layer.Path),
            StringComparer.Ordinal);
        (double Rate, bool InBranch)[] dropout =
        [
            .. modules.Where(layer => layer.Value is IDropoutLayer { Unit: not DropoutUnit.Sample })
                .Select(layer => (((IDropoutLayer)layer.Value).Rate, bypassed.Contains(layer.Key))),
        ];
        IRunningStatistics[] norms = [.. model.Tree().OfType<IRunningStatistics>()];
        (double? attenuation, double? depth) = thorough ? MeanField.Predict(model, header) : (null, null);
        (IReadOnlyList<int> symmetric, IReadOnlyList<int> equal) = UnitSymmetry.Of(UnitSymmetry.WeightsOf(modules, header));
        return Read(header) with
        {
            Dropout = [.. dropout.Where(layer => !layer.InBranch).Select(layer => layer.Rate)],
            BranchDropout = [.. dropout.Where(layer => layer.InBranch).Select(layer => layer.Rate)],
            OutputDropout = OutputDropout(modules, header),
            BatchNormMomentum = norms.Length == 0 ? null : norms.Min(norm => norm.Momentum),
            SymmetricLayers = symmetric,
            EqualUnits = equal,
            PredictedAttenuation = attenuation,
            DepthScale = depth,
        };
    }

    /// <summary>Behind it there is at most a function: what comes later with weights of its own, or others', can make up for it.</summary>
    private static double OutputDropout(Dictionary<string, Module> modules, TraceHeader header)
    {
        Module? last = header.Layers.Select(layer => modules[layer.Path]).LastOrDefault(module => module is not Activation);
        return last is IDropoutLayer { Unit: not DropoutUnit.Sample } dropout ? dropout.Rate : 0;
    }

    /// <summary>Reads what the layers say of themselves, in the library's networks and those of others.</summary>
    /// <param name="header">The layers.</param>
    public static NetworkFacts Read(TraceHeader header)
    {
        int lastWeighted = -1;
        for (int i = 0; i < header.Layers.Count; i++)
            lastWeighted = header.Layers[i].HasWeights ? i : lastWeighted;
        string? output = lastWeighted < 0 ? null : header.Layers[lastWeighted].Kind.Split('+').Skip(1)
            // Dropout there changes no function.
            .Concat(header.Layers.Skip(lastWeighted + 1).Where(layer => !layer.Traits.HasFlag(LayerTraits.Flattens)
                && layer.Kind is not ("dropout" or "spatial-dropout"))
                .SelectMany(layer => layer.Kind.Split('+'))).LastOrDefault();
        // What a program's own code does between layers is not seen.
        bool isChain = header.Layers.Skip(1).All(layer => layer.Traits.HasFlag(LayerTraits.Follows));
        // Those at the output are a matter of the head.
        int[] rectifiers = [.. header.Layers.Take(lastWeighted).Where(layer => layer.IsRectifier()).Select(layer => layer.Units)];
        return new NetworkFacts
        {
            Steps = [.. header.Layers.SelectMany(layer => layer.Kind.Split('+'))],
            BatchNorm = header.Layers.Any(layer => layer.Traits.HasFlag(LayerTraits.BatchStatistics)),
            // Of one number for each channel there are no places beside the samples.
            NormalizesSamplesAlone = header.Layers.Any(layer => layer.Traits.HasFlag(LayerTraits.BatchStatistics)
                && layer.Size == layer.Units),
            IsLinear = isChain && header.Layers.All(layer => layer.Traits.HasFlag(LayerTraits.Linear)),
            IsLinearBeforeOutput = isChain && output is not null && header.Layers.Take(lastWeighted)
                .All(layer => layer.Traits.HasFlag(LayerTraits.Linear)),
            PlainRecurrence = !header.Layers.Any(layer => layer.Traits.HasFlag(LayerTraits.Recurrent)) ? null
                : !header.Layers.Any(layer => layer.Traits.HasFlag(LayerTraits.Gated)),
            NarrowestRectifier = rectifiers.Length == 0 ? null : rectifiers.Min(),
            BornDead = rectifiers.Length == 0 ? null : 1 - rectifiers.Aggregate(1.0, (alive, width) => alive * (1 - Math.Pow(2, -width))),
            OutputFunction = output,
        };
    }
}
