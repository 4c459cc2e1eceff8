namespace Weir.Nn;

/// <summary>What all optimizers take.</summary>
public abstract record OptimizerOptions
{
    /// <summary>The learning rate: 0 or more. Its default is that of the optimizer; <see cref="Sgd"/> has none.</summary>
    public required double Rate { get; init; }

    /// <summary>Weight decay: 0 or more. Default 0 unless the optimizer says otherwise.</summary>
    public double WeightDecay { get; init; }

    /// <summary>
    /// False: decay·w is added to the gradient (L2). True: the weight is taken times 1 − rate·decay apart from the rule
    /// (Loshchilov and Hutter, 2019). Default false unless the optimizer says otherwise.
    /// </summary>
    public bool DecoupledDecay { get; init; }

    /// <summary>Whether biases and scales decay too. Default false: weights alone.</summary>
    public bool DecayAll { get; init; }

    /// <summary>What is done to the gradients before the step, one link after another. Default: nothing.</summary>
    public IReadOnlyList<GradientLink> Links { get; init; } = [];

    /// <summary>Short for a last link <see cref="ClipByNorm"/> of this norm. Default null: none.</summary>
    public double? ClipNorm { get; init; }

    /// <summary>The seed of links that draw random numbers. Default 1.</summary>
    public long Seed { get; init; } = 1;

    /// <summary>Checks every option.</summary>
    /// <exception cref="ArgumentException">A number outside its range.</exception>
    public virtual void Check()
    {
        Check(Rate, "rate", least: 0);
        Check(WeightDecay, "weight decay", least: 0);
        foreach (GradientLink link in AllLinks)
            link.Check();
    }

    internal IReadOnlyList<GradientLink> AllLinks => ClipNorm is { } limit ? [.. Links, new ClipByNorm(limit)] : Links;

    private protected static void Check(double value, string name, double least, double below = double.PositiveInfinity) =>
        OptionRange.Check(value, name, least, below);
}
