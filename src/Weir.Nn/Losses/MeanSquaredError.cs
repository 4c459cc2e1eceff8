using Weir.Tensors;

namespace Weir.Nn;

/// <summary>Mean of (output − target)².</summary>
public sealed record MeanSquaredError : Loss
{
    /// <inheritdoc/>
    public override string Name => "mean-squared-error";

    /// <inheritdoc/>
    public override bool IsOfDistances => true;

    /// <inheritdoc/>
    public override int? Degree => 2;

    /// <inheritdoc/>
    public override float BestOutput(ReadOnlySpan<float> targets) => Mean(targets);

    /// <inheritdoc/>
    public override Tensor? Each(Tensor output, Indices labels) => output.SquaredError(OneHot.Of(Name, output, labels));

    /// <inheritdoc/>
    public override Tensor Of(Tensor output, Indices labels) => Each(output, labels)!.Value.Mean();

    /// <inheritdoc/>
    public override Tensor? Each(Tensor output, Tensor targets)
    {
        CheckShapes(Name, output, targets);
        return output.SquaredError(targets);
    }

    /// <inheritdoc/>
    public override Tensor Of(Tensor output, Tensor targets) => Each(output, targets)!.Value.Mean();
}
