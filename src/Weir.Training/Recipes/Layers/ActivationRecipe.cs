using Weir.Nn;
using Weir.Tensors;

namespace Weir.Training;

/// <summary>A function of each entry, as a layer of its own.</summary>
/// <param name="Function">Its name and number.</param>
public sealed record ActivationRecipe(Choice Function) : LayerRecipe
{
    /// <inheritdoc/>
    public override Choice? OwnFunction => Function;

    /// <inheritdoc/>
    public override LayerRecipe WithFunction(Choice? function) => function is null ? this : new ActivationRecipe(function);

    /// <inheritdoc/>
    public override (Module Module, Shape Output) Build(Shape input, int outputs) => (Function.Activation(), input);
}
