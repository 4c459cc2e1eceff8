using TorchSharp.Modules;
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

    /// <summary>
    /// The layers that stand behind another in a chain, whose input is what that put out. Of those that a program's own code calls it is not
    /// known what is done in between.
    /// </summary>
    public static IReadOnlySet<nn.Module> Following(nn.Module model)
    {
        HashSet<nn.Module> following = new(ReferenceEqualityComparer.Instance);
        foreach ((_, nn.Module chain) in Of(model).Where(entry => IsChain(entry.Module)))
        {
            nn.Module[] parts = [.. chain.children()];
            for (int i = 1; i < parts.Length; i++)
            {
                if (End(parts[i - 1], last: true) is not null && End(parts[i], last: false) is { } layer)
                    following.Add(layer);
            }
        }

        return following;
    }

    /// <summary>Whether it has a weight of its own.</summary>
    public static bool HasWeights(nn.Module module) => module.named_parameters(recurse: false).Any(entry => entry.parameter.dim() >= 2);

    // A class of a program's own may do what it likes between its parts.
    private static bool IsChain(nn.Module module) => module.GetType() == typeof(Sequential);

    private static nn.Module? End(nn.Module part, bool last)
    {
        nn.Module[] parts = [.. part.children()];
        return parts.Length == 0 ? part : !IsChain(part) ? null : End(parts[last ? ^1 : 0], last);
    }
}
