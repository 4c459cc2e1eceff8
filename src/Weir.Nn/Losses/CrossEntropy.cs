using Weir.Tensors;

namespace Weir.Nn;

/// <summary>
/// Cross-entropy of the softmax of logits with classes, the mean over samples (and positions). Give it logits: a softmax before it would be
/// one too many.
/// </summary>
/// <param name="Smoothing">Label smoothing in [0, 1): the share of the target spread over all classes (Szegedy et al., 2016). Default
/// 0.</param>
public sealed record CrossEntropy(float Smoothing = 0) : Loss
{
    /// <inheritdoc/>
    public override string Name => "cross-entropy";

    /// <inheritdoc/>
    public override string? Applies => "softmax";

    /// <inheritdoc/>
    /// <remarks>The entropy of the shares; only without smoothing.</remarks>
    public override double? LeastConstant(ReadOnlySpan<double> shares)
    {
        if (Smoothing != 0)
            return null;
        double sum = 0;
        foreach (double share in shares)
            sum -= share > 0 ? share * Math.Log(share) : 0;
        return sum;
    }

    /// <inheritdoc/>
    public override float BestOutput(double share, int classes) =>
        (float)Math.Log(Math.Max(1e-6, ((1 - Smoothing) * share) + (Smoothing / classes)));

    /// <inheritdoc/>
    public override string? RefusesValues(string set, ReadOnlySpan<float> targets) =>
        $"tells classes apart, but the targets of {set} are values; use mean-squared-error, mean-absolute-error or huber, or set "
            + "data.task to classification";

    /// <inheritdoc/>
    public override Tensor? Each(Tensor output, Indices labels) => output.CrossEntropy(labels, Smoothing);

    /// <inheritdoc/>
    public override Tensor Of(Tensor output, Indices labels) => Each(output, labels)!.Value.Mean();

    /// <inheritdoc/>
    public override Tensor? Each(Tensor output, Tensor targets)
    {
        CheckShapes(Name, output, targets);
        return output.CrossEntropy(targets, Smoothing);
    }

    /// <inheritdoc/>
    public override Tensor Of(Tensor output, Tensor targets) => Each(output, targets)!.Value.Mean();
}
