using Weir.Tensors;

namespace Weir.Nn;

/// <summary>A measure of how far outputs are from targets: a single number that training makes small.</summary>
public abstract record Loss
{
    /// <summary>The name in recipes, as in <c>cross-entropy</c>.</summary>
    public abstract string Name { get; }

    /// <summary>
    /// The power of the targets' unit that it is measured in: 2 for squares, 1 for distances; null where it has no such unit.
    /// </summary>
    public virtual int? Degree => null;

    /// <summary>The loss against classes: the mean over samples. Losses on values take the classes one-hot.</summary>
    /// <param name="output">(samples, classes), or (samples, positions, classes).</param>
    /// <param name="labels">A class for each sample, or for each position, from 0.</param>
    /// <exception cref="ShapeException">Another number of labels than samples, or a label outside the classes.</exception>
    public abstract Tensor Of(Tensor output, Indices labels);

    /// <summary>
    /// The loss against values: the mean over all entries; cross-entropy takes them as probabilities of the classes and is the mean over
    /// samples.
    /// </summary>
    /// <param name="output">Any shape.</param>
    /// <param name="targets">The same shape.</param>
    /// <exception cref="ShapeException">Shapes that differ.</exception>
    public abstract Tensor Of(Tensor output, Tensor targets);

    /// <summary>Why the loss cannot be taken against these values, and what to do; null where it can. Default: it can.</summary>
    /// <param name="set">The name of the set, for the message.</param>
    /// <param name="targets">Its targets.</param>
    public virtual string? RefusesValues(string set, ReadOnlySpan<float> targets) => null;

    private protected static void CheckShapes(string name, Tensor output, Tensor targets)
    {
        if (output.Shape != targets.Shape)
            throw new ShapeException($"{name}: outputs have shape {output.Shape} and targets {targets.Shape}; they must be equal");
    }
}
