namespace Weir.Nn;

/// <summary>What all optimizers take.</summary>
public abstract record OptimizerOptions
{
    /// <summary>The learning rate: 0 or more.</summary>
    public required double Rate { get; init; }

    /// <summary>L2 weight decay: this times the weight is added to its gradient. Default 0.</summary>
    public double WeightDecay { get; init; }

    /// <summary>Whether biases and scales decay too. Default false: weights alone.</summary>
    public bool DecayAll { get; init; }

    /// <summary>The largest norm that all gradients together may have; larger ones are scaled down to it (Pascanu, Mikolov and Bengio, 2013). Default null: no clipping.</summary>
    public double? ClipNorm { get; init; }

    /// <summary>Checks every option.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A negative or non-finite number.</exception>
    public virtual void Check()
    {
        Check(Rate, "rate", least: 0);
        Check(WeightDecay, "weight decay", least: 0);
        if (ClipNorm is { } limit && !(limit > 0 && double.IsFinite(limit)))
            throw new ArgumentOutOfRangeException(nameof(ClipNorm), limit, "the norm to clip at must be a finite number above 0; null clips nothing");
    }

    private protected static void Check(double value, string name, double least, double below = double.PositiveInfinity)
    {
        if (!(value >= least && value < below))
            throw new ArgumentOutOfRangeException(name, value, double.IsInfinity(below) ? $"the {name} must be a finite number, {least} or more" : $"the {name} must lie in [{least}, {below})");
    }
}
