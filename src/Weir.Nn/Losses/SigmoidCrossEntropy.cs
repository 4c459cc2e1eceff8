using Weir.Tensors;

namespace Weir.Nn;

/// <summary>Cross-entropy of the sigmoid of each logit with a target in [0, 1], the mean over samples and outputs.</summary>
public sealed record SigmoidCrossEntropy : Loss
{
    /// <inheritdoc/>
    public override string Name => "sigmoid-cross-entropy";

    /// <inheritdoc/>
    public override string? Applies => "sigmoid";

    /// <inheritdoc/>
    public override float BestOutput(double share, int classes) => LogOdds(share);

    /// <inheritdoc/>
    public override float BestOutput(ReadOnlySpan<float> targets) => LogOdds(Mean(targets));

    /// <inheritdoc/>
    public override bool TakesOneLogit => true;

    /// <inheritdoc/>
    public override string? RefusesValues(string set, ReadOnlySpan<float> targets) => targets.ContainsAnyExceptInRange(0f, 1f)
        ? $"needs targets from 0 to 1, but {set} has others; use mean-squared-error, mean-absolute-error or huber"
        : null;

    /// <inheritdoc/>
    public override Tensor? Each(Tensor output, Indices labels) => output
        .SigmoidCrossEntropyError(OneHot.Of(Name, output, labels, takesOneLogit: true));

    /// <inheritdoc/>
    public override Tensor Of(Tensor output, Indices labels) => Each(output, labels)!.Value.Mean();

    /// <inheritdoc/>
    public override Tensor? Each(Tensor output, Tensor targets)
    {
        CheckShapes(Name, output, targets);
        return output.SigmoidCrossEntropyError(targets);
    }

    /// <inheritdoc/>
    public override Tensor Of(Tensor output, Tensor targets) => Each(output, targets)!.Value.Mean();
}
