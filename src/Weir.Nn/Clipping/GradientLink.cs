using Weir.Tensors;

namespace Weir.Nn;

/// <summary>
/// Something that is done to all gradients between the backward pass and the optimizer's step. Links stand one behind another in
/// <see cref="OptimizerOptions.Links"/>, each seeing what the one before left. A new one is a record in this folder and a line in
/// <c>LinkForms</c> for recipes.
/// </summary>
public abstract record GradientLink
{
    private protected GradientLink()
    {
    }

    /// <summary>Its name in recipes, as in <c>clip-norm</c>.</summary>
    public abstract string Name { get; }

    /// <summary>Checks its numbers.</summary>
    /// <exception cref="ArgumentException">One is outside its range.</exception>
    public abstract void Check();

    /// <summary>Changes gradients, or the factors that they are taken times.</summary>
    internal abstract void Apply(GradientSet gradients, Tensor? memory);

    /// <summary>What it keeps from step to step; null for nothing.</summary>
    internal virtual Tensor? MakeMemory() => null;
}
