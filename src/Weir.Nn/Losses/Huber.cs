using Weir.Tensors;

namespace Weir.Nn;

/// <summary>Mean of ½d² up to a distance of delta and of delta·(d − ½delta) beyond (Huber, 1964).</summary>
/// <param name="Delta">The distance at which the square ends. Default 1.</param>
public sealed record Huber(float Delta = 1) : Loss
{
    /// <inheritdoc/>
    public override string Name => "huber";

    /// <inheritdoc/>
    public override bool IsOfDistances => true;

    /// <inheritdoc/>
    public override Tensor? Each(Tensor output, Indices labels) => output.HuberError(OneHot.Of(Name, output, labels), Delta);

    /// <inheritdoc/>
    public override Tensor Of(Tensor output, Indices labels) => Each(output, labels)!.Value.Mean();

    /// <inheritdoc/>
    public override Tensor? Each(Tensor output, Tensor targets)
    {
        CheckShapes(Name, output, targets);
        return output.HuberError(targets, Delta);
    }

    /// <inheritdoc/>
    public override Tensor Of(Tensor output, Tensor targets) => Each(output, targets)!.Value.Mean();
}
