using System.Diagnostics.CodeAnalysis;

namespace Weir.Nn;

// A program that is trimmed keeps the fields of all modules, since parameters and parts are found in them.
[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.AllFields)]
public abstract partial class Module
{
    /// <summary>What rules may know of the layer. Default: nothing.</summary>
    public virtual LayerTraits Traits => LayerTraits.None;

    /// <summary>The parts that the signal also has a way past, as the branch of a residual block. Default: none.</summary>
    public virtual IReadOnlyList<Module> Bypassed => [];

    /// <summary>
    /// The gain of the function that a signal meets first which enters here, for the weights before it. Default: that behind the layer
    /// where it hands on the distribution of its input (<see cref="LayerTraits.PassesGain"/>), else null for none.
    /// </summary>
    /// <param name="next">The gain of the function behind the layer, or null.</param>
    public virtual double? EntranceGain(double? next) => Traits.HasFlag(LayerTraits.PassesGain) ? next : null;

    /// <summary>
    /// Gives the weights below here that are <see cref="Auto"/> the gain of the function that their output meets. Default: the layer's own
    /// function, else that behind it; of what a container does with its parts' outputs (sums, products) nothing is known, so that they have
    /// none behind them.
    /// </summary>
    /// <param name="next">The gain of the function behind the layer, or null.</param>
    internal virtual void ResolveGains(double? next)
    {
        if (this is IWeightedLayer layer)
            Auto.Resolve(layer.Weight, layer.Activation?.Gain ?? next);
        foreach (Module child in Children)
            child.ResolveGains(null);
    }
}
