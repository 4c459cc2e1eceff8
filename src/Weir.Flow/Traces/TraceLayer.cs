using System.Globalization;
using Weir.Nn;

namespace Weir.Flow;

/// <summary>A layer that a trace tells of.</summary>
/// <param name="Path">Path in the module tree, as in <c>3</c>.</param>
/// <param name="Kind">Kind of layer, as in <c>linear+sigmoid</c>.</param>
/// <param name="Units">Length of the output's last axis.</param>
/// <param name="HasWeights">Whether it has a weight of its own; attenuation is taken over these.</param>
public sealed record TraceLayer(string Path, string Kind, int Units, bool HasWeights)
{
    /// <summary>Entries of the output for one sample, pixels and positions included. Default <see cref="Units"/>.</summary>
    public int Size { get; init; } = Units;

    /// <summary>
    /// What the layer declares of itself (<see cref="Module.Traits"/>). Default, for traces that do not say: what the library's functions
    /// in its kind declare, that a <c>linear</c> layer without one is linear, that it is bypassed where its path names a branch, and that
    /// it follows the layer before it where its path is a place in a chain, a number.
    /// </summary>
    public LayerTraits Traits { get; init; } = Activations.TraitsOf(Kind.Split('+'))
        | (Kind == "linear" ? LayerTraits.Linear : LayerTraits.None)
        | (Path.Split('.').Contains("branch") ? LayerTraits.Bypassed : LayerTraits.None)
        | (int.TryParse(Path, NumberStyles.None, CultureInfo.InvariantCulture, out _) ? LayerTraits.Follows : LayerTraits.None);

    /// <summary>The traits of every layer of a network by its path, with those that come from where it stands.</summary>
    /// <param name="model">The network.</param>
    internal static IReadOnlyDictionary<Module, LayerTraits> TraitsIn(Module model)
    {
        Dictionary<Module, LayerTraits> traits = new(ReferenceEqualityComparer.Instance);
        HashSet<Module> bypassed = new(model.Tree().SelectMany(module => module.Bypassed).SelectMany(part => part.Tree()),
            ReferenceEqualityComparer.Instance);
        HashSet<Module> following = new(Following(model), ReferenceEqualityComparer.Instance);
        foreach (Module module in model.Tree())
        {
            traits[module] = module.Traits | (bypassed.Contains(module) ? LayerTraits.Bypassed : LayerTraits.None)
                | (following.Contains(module) ? LayerTraits.Follows : LayerTraits.None);
        }

        return traits;
    }

    /// <summary>The layers whose input is what the one before them in a chain put out.</summary>
    private static IEnumerable<Module> Following(Module model)
    {
        foreach (Sequential chain in model.Tree().OfType<Sequential>())
        {
            for (int i = 1; i < chain.Parts.Count; i++)
            {
                if (End(chain.Parts[i - 1], last: true) is not null && End(chain.Parts[i], last: false) is { } layer)
                    yield return layer;
            }
        }
    }

    /// <summary>The layer at an end of a part of a chain; null where the part's own code says what becomes of its layers.</summary>
    private static Module? End(Module part, bool last) => part switch
    {
        Sequential { Parts: [.., var end] } when last => End(end, last),
        Sequential { Parts: [var end, ..] } => End(end, last),
        _ => part.Children.Count == 0 ? part : null,
    };
}
