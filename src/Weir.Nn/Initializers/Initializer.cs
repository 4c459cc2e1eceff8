using Weir.Tensors;

namespace Weir.Nn;

/// <summary>A rule for the first values of a parameter.</summary>
public abstract record Initializer
{
    /// <summary>
    /// Whether its size follows from the layer's width by a rule that keeps signals at theirs, so that another such rule changes little.
    /// Default false.
    /// </summary>
    public virtual bool IsByWidth => false;

    /// <summary>Draws the values.</summary>
    /// <param name="values">As many as the shape has entries; overwritten.</param>
    /// <param name="shape">The parameter's shape: (in, out) for a dense layer, (height, width, in, out) for a convolution.</param>
    /// <param name="random">Where the draws come from.</param>
    public abstract void Fill(Span<float> values, Shape shape, RandomStream random);

    private protected static void FillNormal(Span<float> values, RandomStream random, double mean, double deviation)
    {
        for (int i = 0; i < values.Length; i++)
            values[i] = (float)(mean + (deviation * random.NextNormal()));
    }

    private protected static void FillUniform(Span<float> values, RandomStream random, double bound)
    {
        for (int i = 0; i < values.Length; i++)
            values[i] = (float)random.NextUniform(-bound, bound);
    }

    private protected static double Finite(double value, string name) => double.IsFinite(value)
        ? value
        : throw new ArgumentOutOfRangeException(name, value, $"an initializer's {name} is a finite number");

    private protected static double Checked(double value, string name)
    {
        if (!(value >= 0) || double.IsInfinity(value))
            throw new ArgumentOutOfRangeException(name, value, $"an initializer's {name} is a finite number, 0 or more");
        return value;
    }
}
