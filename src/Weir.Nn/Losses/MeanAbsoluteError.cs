using Weir.Tensors;

namespace Weir.Nn;

/// <summary>Mean of |output − target|.</summary>
public sealed record MeanAbsoluteError : Loss
{
    /// <inheritdoc/>
    public override string Name => "mean-absolute-error";

    /// <inheritdoc/>
    public override bool IsOfDistances => true;

    /// <inheritdoc/>
    public override int? Degree => 1;

    /// <inheritdoc/>
    public override Tensor? Each(Tensor output, Indices labels) => output.AbsoluteError(OneHot.Of(Name, output, labels));

    /// <inheritdoc/>
    public override Tensor Of(Tensor output, Indices labels) => Each(output, labels)!.Value.Mean();

    /// <inheritdoc/>
    public override Tensor? Each(Tensor output, Tensor targets)
    {
        CheckShapes(Name, output, targets);
        return output.AbsoluteError(targets);
    }

    /// <inheritdoc/>
    public override Tensor Of(Tensor output, Tensor targets) => Each(output, targets)!.Value.Mean();
}
