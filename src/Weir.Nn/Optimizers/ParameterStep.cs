namespace Weir.Nn;

/// <summary>One parameter in one step of a <see cref="SpanOptimizer"/>.</summary>
public readonly ref struct ParameterStep
{
    private readonly SpanOptimizer _optimizer;
    private readonly int _index;

    internal ParameterStep(Parameter parameter, Span<float> weights, ReadOnlySpan<float> gradient, double rate, long step,
        SpanOptimizer optimizer, int index)
    {
        (Parameter, Rate, Step, _optimizer, _index) = (parameter, rate, step, optimizer, index);
        Weights = weights;
        Gradient = gradient;
    }

    /// <summary>The parameter.</summary>
    public Parameter Parameter { get; }

    /// <summary>Its numbers, to be changed.</summary>
    public Span<float> Weights { get; }

    /// <summary>Its gradient, behind links and with decay that is not decoupled.</summary>
    public ReadOnlySpan<float> Gradient { get; }

    /// <summary>The learning rate of the step.</summary>
    public double Rate { get; }

    /// <summary>Steps of this parameter so far, the current one included.</summary>
    public long Step { get; }

    /// <summary>What the optimizer remembers of this parameter, to be read and changed: as many numbers as it has.</summary>
    /// <param name="name">One of the names that the optimizer's constructor was given.</param>
    /// <exception cref="ArgumentException">There is none of that name.</exception>
    public Span<float> Memory(string name) => _optimizer.MemoryOf(name, _index);
}
