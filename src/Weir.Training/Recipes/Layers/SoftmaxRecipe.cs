using Weir.Nn;
using Weir.Tensors;

namespace Weir.Training;

/// <summary>Softmax over the last axis. The losses take logits: before a loss it is one too many.</summary>
public sealed record SoftmaxRecipe : LayerRecipe
{
    /// <inheritdoc/>
    public override Choice? OwnFunction => new Choice("softmax");

    /// <inheritdoc/>
    public override LayerRecipe WithFunction(Choice? function) => function is null ? this : new ActivationRecipe(function);

    /// <inheritdoc/>
    public override (Module Module, Shape Output) Build(Shape input, int outputs) => (new Softmax(), input);
}
