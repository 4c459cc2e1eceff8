using Weir.Tensors;

namespace Weir.Nn;

/// <summary>What a parameter is for; regularisation treats the kinds differently.</summary>
public enum ParameterKind
{
    /// <summary>A matrix or kernel that multiplies the signal.</summary>
    Weight,

    /// <summary>An offset that is added to the signal.</summary>
    Bias,

    /// <summary>A scale or slope per unit, as in normalisation and PReLU.</summary>
    Scale,
}

/// <summary>A tensor that training moves, with the rule for its first values.</summary>
public sealed class Parameter
{
    /// <summary>Makes a parameter of zeros; <see cref="Module.Initialize"/> gives it its first values.</summary>
    /// <param name="shape">Its shape; units last.</param>
    /// <param name="initializer">The rule for its first values.</param>
    /// <param name="kind">What it is for. Default: a weight.</param>
    public Parameter(Shape shape, Initializer initializer, ParameterKind kind = ParameterKind.Weight)
    {
        Value = Tensor.Leaf(shape, needsGradient: true);
        Initializer = initializer;
        Kind = kind;
    }

    /// <summary>The numbers.</summary>
    public Tensor Value { get; }

    /// <summary>The rule for its first values.</summary>
    public Initializer Initializer { get; set; }

    /// <summary>What it is for.</summary>
    public ParameterKind Kind { get; }

    /// <summary>Its shape.</summary>
    public Shape Shape => Value.Shape;

    /// <summary>Whether it has been given its first values.</summary>
    public bool IsInitialized { get; private set; }

    /// <summary>Who is told of the moves; null where nobody ever was.</summary>
    internal WatchList<IParameterWatcher>? Watchers { get; private set; }

    /// <summary>
    /// Has somebody told of each step of an optimizer that holds this parameter, until the watch ends. Steps measure a watched parameter
    /// whether they are asked to or not. For the gradient as each backward pass leaves it, watch that of <see cref="Value"/>.
    /// </summary>
    /// <param name="watcher">Who is told.</param>
    /// <returns>The watch, which ends when it is disposed.</returns>
    public IDisposable Watch(IParameterWatcher watcher) => WatchOf(watcher).Begin();

    /// <summary>A watch that has not begun.</summary>
    internal Watch<IParameterWatcher> WatchOf(IParameterWatcher watcher)
    {
        ArgumentNullException.ThrowIfNull(watcher);
        return new Watch<IParameterWatcher>(watcher, Watchers ??= new WatchList<IParameterWatcher>());
    }

    /// <summary>Draws the first values.</summary>
    /// <param name="random">Where they come from.</param>
    public void Initialize(RandomStream random)
    {
        float[] values = new float[Shape.Size];
        Initializer.Fill(values, Shape, random);
        Set(values);
    }

    /// <summary>Sets the values, as from a checkpoint.</summary>
    /// <param name="values">As many as the shape has entries.</param>
    public void Set(ReadOnlySpan<float> values)
    {
        Value.CopyFrom(values);
        IsInitialized = true;
    }
}
