using Weir.Flow;
using Weir.Nn;

namespace Weir.Diagnosis;

/// <summary>Gathers the facts of a network.</summary>
internal static class NetworkReader
{
    private static readonly HashSet<string> s_gated = new(StringComparer.Ordinal) { "lstm", "gru" };

    /// <summary>Reads them.</summary>
    /// <param name="model">The network, with its first weights.</param>
    /// <param name="header">Its layers.</param>
    /// <param name="thorough">Whether to predict its attenuation too, for people to compare; no rule needs it.</param>
    public static NetworkFacts Read(Module model, TraceHeader header, bool thorough)
    {
        Dictionary<string, Module> modules = ModuleMap.Of(model)
            .Layers.ToDictionary(layer => layer.Path, layer => layer.Module, StringComparer.Ordinal);
        string[] steps = [.. header.Layers.SelectMany(layer => layer.Kind.Split('+'))];
        int lastWeighted = -1;
        for (int i = 0; i < header.Layers.Count; i++)
            lastWeighted = header.Layers[i].HasWeights ? i : lastWeighted;
        string? output = lastWeighted < 0 ? null : header.Layers[lastWeighted].Kind.Split('+').Skip(1)
            .Concat(header.Layers.Skip(lastWeighted + 1).SelectMany(layer => layer.Kind.Split('+')))
                .LastOrDefault(kind => kind != "flatten");
        // Those at the output are a matter of the head.
        int[] rectifiers = [.. header.Layers.Take(lastWeighted).Where(layer => layer.IsRectifier()).Select(layer => layer.Units)];
        (string Path, double Rate)[] dropout =
        [
            .. ModuleMap.Of(model).Layers.Where(layer => layer.Module is Dropout && layer.Module.Kind != "stochastic-depth")
                .Select(layer => (layer.Path, ((Dropout)layer.Module).Rate)),
        ];
        BatchNorm[] norms = [.. model.Tree().OfType<BatchNorm>()];
        (double? attenuation, double? depth) = thorough ? MeanField.Predict(model, header) : (null, null);
        return new NetworkFacts
        {
            Steps = steps,
            Dropout = [.. dropout.Where(layer => !IsInBranch(layer.Path)).Select(layer => layer.Rate)],
            BranchDropout = [.. dropout.Where(layer => IsInBranch(layer.Path)).Select(layer => layer.Rate)],
            BatchNorm = header.Layers.Any(layer => layer.Traits.HasFlag(LayerTraits.BatchStatistics)),
            BatchNormMomentum = norms.Length == 0 ? null : norms.Min(norm => norm.Momentum),
            NormalizesSamplesAlone = NormalizesSamplesAlone(steps),
            IsLinear = header.Layers.All(layer => layer.Traits.HasFlag(LayerTraits.Linear)),
            IsLinearBeforeOutput = output is not null && header.Layers.Take(lastWeighted)
                .All(layer => layer.Traits.HasFlag(LayerTraits.Linear)),
            SymmetricLayers = UnitSymmetry.Layers(modules, header),
            EqualUnits = UnitSymmetry.EqualUnits(modules, header),
            PlainRecurrence = steps.Any(s_gated.Contains) ? false : steps.Contains("simple-rnn") ? true : null,
            NarrowestRectifier = rectifiers.Length == 0 ? null : rectifiers.Min(),
            BornDead = rectifiers.Length == 0 ? null : 1 - rectifiers.Aggregate(1.0, (alive, width) => alive * (1 - Math.Pow(2, -width))),
            PredictedAttenuation = attenuation,
            DepthScale = depth,
            OutputFunction = output,
        };
    }

    private static bool IsInBranch(string path) => path.Split('.').Contains("branch");

    /// <summary>Behind a dense layer there are no places of an image besides the samples.</summary>
    private static bool NormalizesSamplesAlone(string[] steps)
    {
        string last = "linear";
        foreach (string step in steps)
        {
            if (step == "batch-norm" && (last is "linear" or "weight-norm-linear" or "flatten"))
                return true;
            last = step is "linear" or "weight-norm-linear" or "flatten" or "conv" or "weight-norm-conv" or "reshape" ? step : last;
        }

        return false;
    }
}
