using System.Diagnostics.CodeAnalysis;
using Weir.Tensors.Backends;

namespace Weir.Nn;

/// <summary>Options of <see cref="AdamW"/>: those of Adam, with a weight decay of 0.01 that is decoupled.</summary>
public sealed record AdamWOptions : AdamOptions
{
    /// <summary>Makes options with every default.</summary>
    [SetsRequiredMembers]
    public AdamWOptions()
    {
        WeightDecay = 0.01;
        DecoupledDecay = true;
    }

    /// <inheritdoc/>
    public override string Name => "adamw";

    /// <inheritdoc/>
    public override Optimizer Build(Module model, Backend backend) => new AdamW(model, backend, this);
}

/// <summary>
/// AdamW (Loshchilov and Hutter, 2019): Adam whose weight decay does not go through the gradient, so that every weight decays by the
/// same share: w ← w·(1 − rate·decay) − rate·m̂/(√v̂ + ε).
/// </summary>
public sealed class AdamW : Adam
{
    /// <summary>Makes the optimizer of a model's parameters.</summary>
    /// <param name="model">Whose parameters are moved.</param>
    /// <param name="backend">What computes.</param>
    /// <param name="options">Its options; default: those of <see cref="AdamWOptions"/>.</param>
    /// <exception cref="ArgumentException">An option outside its range.</exception>
    public AdamW(Module model, Backend backend, AdamWOptions? options = null)
        : base(model, backend, options ?? new AdamWOptions())
    {
    }
}
