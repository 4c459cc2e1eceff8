using static TorchSharp.torch;

namespace Weir.TorchSharp;

/// <summary>The modules of a network.</summary>
internal static class ModuleTree
{
    /// <summary>All of them by path, the network itself first; one that is held in several places comes once.</summary>
    public static (string Path, nn.Module Module)[] Of(nn.Module model) =>
        [.. model.named_modules().Prepend(("", model)).DistinctBy(entry => entry.Item2, ReferenceEqualityComparer.Instance)];

    /// <summary>Whether a module is a layer: it has parameters of its own, or no parts.</summary>
    public static bool IsLayer(nn.Module module) => module.named_parameters(recurse: false).Any() || !module.named_children().Any();

    /// <summary>Whether it has a weight of its own.</summary>
    public static bool HasWeights(nn.Module module) => module.named_parameters(recurse: false).Any(entry => entry.parameter.dim() >= 2);
}
