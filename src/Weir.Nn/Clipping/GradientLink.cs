using Weir.Tensors;

namespace Weir.Nn;

/// <summary>
/// Something that is done to all gradients between the backward pass and the optimizer's step. Links stand one behind another in
/// <see cref="OptimizerOptions.Links"/>, each seeing what the one before left. A new one is a record in this folder, which declares its
/// options, and a line in <see cref="GradientLinks"/>.
/// </summary>
public abstract record GradientLink : IDeclaresOptions
{
    /// <summary>Its name in recipes, as in <c>clip-norm</c>.</summary>
    public abstract string Name { get; }

    /// <summary>Checks its options.</summary>
    /// <exception cref="ArgumentException">One is outside its range.</exception>
    public void Check() => DeclaredOption.Check(this);

    /// <summary>Changes gradients, or the factors that they are taken times.</summary>
    /// <param name="gradients">The gradients of the step.</param>
    /// <param name="memory">What <see cref="MakeMemory"/> made, with what earlier steps left in it; null for nothing.</param>
    protected internal abstract void Apply(GradientSet gradients, Tensor? memory);

    /// <summary>What it keeps from step to step, which checkpoints hold; null for nothing. Default: nothing.</summary>
    protected internal virtual Tensor? MakeMemory() => null;
}
