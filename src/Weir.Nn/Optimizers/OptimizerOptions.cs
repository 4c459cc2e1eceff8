using Weir.Tensors;
using Weir.Tensors.Backends;

namespace Weir.Nn;

/// <summary>
/// What all optimizers take. A new optimizer derives its options from it: they name it, declare each option once, and make it.
/// </summary>
public abstract record OptimizerOptions : IDeclaresOptions
{
    /// <summary>
    /// The learning rate: 0 or more; above 0 in recipes. Its default is that of the optimizer; <see cref="Sgd"/> has none.
    /// </summary>
    [Option("The learning rate, which a schedule starts from.", Least = 0, AboveLeastInRecipes = true)]
    public required double Rate { get; init; }

    /// <summary>Weight decay: 0 or more. Default 0 unless the optimizer says otherwise.</summary>
    [Option("Weight decay: this times the weight is added to its gradient, or with 'decoupled' the weight shrinks by it.", Least = 0)]
    public double WeightDecay { get; init; }

    /// <summary>
    /// False: decay·w is added to the gradient (L2). True: the weight is taken times 1 − rate·decay apart from the rule
    /// (Loshchilov and Hutter, 2019). Default false unless the optimizer says otherwise.
    /// </summary>
    [Option("Whether weight decay goes past the rule.", Key = "decoupled")]
    public bool DecoupledDecay { get; init; }

    /// <summary>Whether biases and scales decay too. Default false: weights alone.</summary>
    [Option("Whether biases and scales decay too, and not weights alone.")]
    public bool DecayAll { get; init; }

    /// <summary>What is done to the gradients before the step, one link after another. Default: nothing.</summary>
    public IReadOnlyList<GradientLink> Links { get; init; } = [];

    /// <summary>Short for a last link <see cref="ClipByNorm"/> of this norm. Default null: none.</summary>
    [Option("The largest norm that all gradients together may have; larger ones are scaled down to it.", Least = 0, AboveLeast = true,
        Default = "no clipping")]
    public double? ClipNorm { get; init; }

    /// <summary>The seed of links that draw random numbers. Default 1.</summary>
    public long Seed { get; init; } = 1;

    /// <summary>The optimizer's name in recipes, as in <c>adam</c>.</summary>
    public abstract string Name { get; }

    /// <summary>
    /// Whether steps have a length that does not depend on the gradient's scale, as those of rules that divide by its size or take its
    /// sign. Default true.
    /// </summary>
    public virtual bool IsAdaptive => true;

    /// <summary>A rate at which it trains most networks of usual size, which advice and repairs go by. Default 0.001.</summary>
    public virtual double UsualRate => 1e-3;

    /// <summary>Which options do not fit together, and what to do; null where all do.</summary>
    public virtual string? Conflict => null;

    /// <summary>Makes the optimizer of a model's parameters.</summary>
    /// <param name="model">Whose parameters are moved.</param>
    /// <param name="backend">What computes.</param>
    /// <exception cref="ArgumentException">An option outside its range.</exception>
    public abstract Optimizer Build(Module model, Backend backend);

    /// <summary>Checks every option, and those of the links.</summary>
    /// <exception cref="ArgumentException">A number outside its range, or options that do not fit together.</exception>
    public void Check()
    {
        DeclaredOption.Check(this);
        if (Conflict is { } wrong)
            throw new ArgumentException(wrong);
        foreach (GradientLink link in AllLinks)
            link.Check();
    }

    internal IReadOnlyList<GradientLink> AllLinks => ClipNorm is { } limit ? [.. Links, new ClipByNorm(limit)] : Links;
}
