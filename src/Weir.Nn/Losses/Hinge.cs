using Weir.Tensors;

namespace Weir.Nn;

/// <summary>
/// Mean of max(0, margin − s·output) over samples and outputs, where s is 1 for the sample's class and −1 for the others (Cortes and
/// Vapnik, 1995): with one linear layer and weight decay, a linear support vector machine; with several classes, one for each against the
/// rest.
/// Outputs beyond the margin on their side have no gradient.
/// </summary>
/// <param name="Margin">How far on its side of 0 an output must be. Default 1.</param>
public sealed record Hinge(float Margin = 1) : Loss
{
    /// <inheritdoc/>
    public override string Name => "hinge";

    /// <inheritdoc/>
    public override bool TakesOneLogit => true;

    /// <inheritdoc/>
    /// <remarks>Targets are sides.</remarks>
    public override bool TakesScaledTargets => false;

    /// <inheritdoc/>
    public override float BestOutput(double share, int classes) => share > 0.5 ? Margin : -Margin;

    /// <inheritdoc/>
    public override float BestOutput(ReadOnlySpan<float> targets) => targets[targets.Length / 2] > 0 ? Margin : -Margin;

    /// <inheritdoc/>
    public override string? RefusesValues(string set, ReadOnlySpan<float> targets)
    {
        foreach (float target in targets)
        {
            if (target is not (-1 or 0 or 1))
                return $"needs targets that are 1, and −1 or 0, but {set} has others; use mean-squared-error, mean-absolute-error or huber";
        }

        return null;
    }

    /// <inheritdoc/>
    public override Tensor? Each(Tensor output, Indices labels) => Sides(output, OneHot.Of(Name, output, labels, takesOneLogit: true));

    /// <inheritdoc/>
    public override Tensor Of(Tensor output, Indices labels) => Each(output, labels)!.Value.Mean();

    /// <summary>The loss of each entry against sides: above 0 for the one, else the other.</summary>
    /// <param name="output">Any shape.</param>
    /// <param name="targets">The same shape.</param>
    /// <exception cref="ShapeException">Shapes that differ.</exception>
    public override Tensor? Each(Tensor output, Tensor targets)
    {
        CheckShapes(Name, output, targets);
        return Sides(output, targets);
    }

    /// <inheritdoc/>
    public override Tensor Of(Tensor output, Tensor targets) => Each(output, targets)!.Value.Mean();

    private Tensor Sides(Tensor output, Tensor targets)
    {
        Tape tape = Tapes.Of(Name, output.Node);
        Tensor signs = tape.Full(output.Shape, -1);
        Span<float> entries = signs.Node.Storage.Span(output.Shape.Size);
        ReadOnlySpan<float> sides = targets.Node.Storage.Span(output.Shape.Size);
        for (int i = 0; i < entries.Length; i++)
            entries[i] = sides[i] > 0 ? 1 : -1;
        return tape.Full(Shape.Scalar, Margin).Subtract(output.Multiply(signs)).Relu();
    }
}
