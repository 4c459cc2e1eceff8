using Weir.Tensors;

namespace Weir.Nn;

/// <summary>
/// A loss whose samples weigh as their class does: the weighted mean, Σ w·loss / Σ w over the samples of a batch. Rare classes that would
/// otherwise be left to their fate count as much as others. Against values, and shares of classes, it is the plain loss.
/// </summary>
/// <param name="Inner">The plain loss.</param>
/// <param name="Weights">A weight above 0 for each class.</param>
public sealed record ClassWeighted(Loss Inner, IReadOnlyList<float> Weights) : Loss
{
    /// <inheritdoc/>
    public override string Name => Inner.Name;

    /// <inheritdoc/>
    public override int? Degree => Inner.Degree;

    /// <inheritdoc/>
    public override bool TakesOneLogit => Inner.TakesOneLogit;

    /// <inheritdoc/>
    public override Loss Plain => Inner.Plain;

    /// <inheritdoc/>
    public override string? Applies => Inner.Applies;

    /// <inheritdoc/>
    public override double? LeastConstant(ReadOnlySpan<double> shares) => Inner.LeastConstant(shares);

    /// <inheritdoc/>
    public override float BestOutput(double share, int classes) => Inner.BestOutput(share, classes);

    /// <inheritdoc/>
    public override float BestOutput(ReadOnlySpan<float> targets) => Inner.BestOutput(targets);

    /// <summary>Weights by which each class counts as much as any other, the mean of all samples being 1: n / (classes · n of the
    /// class).</summary>
    /// <param name="counts">Samples of each class; one without any weighs 1.</param>
    public static float[] Balanced(ReadOnlySpan<int> counts)
    {
        double all = 0;
        foreach (int count in counts)
            all += count;
        float[] weights = new float[counts.Length];
        for (int i = 0; i < weights.Length; i++)
            weights[i] = counts[i] == 0 ? 1 : (float)(all / (counts.Length * (double)counts[i]));
        return weights;
    }

    /// <inheritdoc/>
    public override string? RefusesValues(string set, ReadOnlySpan<float> targets) => Inner.RefusesValues(set, targets);

    /// <inheritdoc/>
    public override Tensor Of(Tensor output, Indices labels)
    {
        Tensor each = Inner.Each(output, labels) ?? throw new InvalidOperationException(
            $"loss {Name} does not tell the loss of each sample (Loss.Each), so that classes cannot be weighted");
        labels.Check(Name, "class weights", Weights.Count);
        float[] weights = new float[labels.Count];
        double sum = 0;
        for (int i = 0; i < weights.Length; i++)
            sum += weights[i] = Weights[labels.Span[i]];
        int columns = each.Shape.Size / labels.Count;
        Tensor rows = each.Reshape(new Shape(labels.Count, columns));
        Tensor weight = Tapes.Of(Name, output.Node).Input(new Shape(labels.Count, 1), weights);
        return rows.Multiply(weight).Sum().Scale((float)(1 / (sum * columns)));
    }

    /// <inheritdoc/>
    public override Tensor Of(Tensor output, Tensor targets) => Inner.Of(output, targets);
}
