using Weir.Tensors;

namespace Weir.Nn;

/// <summary>
/// A loss whose samples weigh as their class does: the weighted mean, Σ w·loss / Σ w over the samples of a batch. Rare classes that would
/// otherwise be left to their fate count as much as others. A sample of shares of classes, as mixing makes them, weighs Σ share·w.
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
    public override bool IsOfDistances => Inner.IsOfDistances;

    /// <inheritdoc/>
    public override bool TakesOneLogit => Inner.TakesOneLogit;

    /// <inheritdoc/>
    public override Loss Plain => Inner.Plain;

    /// <inheritdoc/>
    public override string? Applies => Inner.Applies;

    /// <inheritdoc/>
    public override bool TakesScaledTargets => Inner.TakesScaledTargets;

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
    public override double WeightOf(ReadOnlySpan<int> labels)
    {
        double sum = 0;
        foreach (int label in labels)
            sum += Weights[label];
        return sum;
    }

    /// <inheritdoc/>
    public override Tensor Of(Tensor output, Indices labels)
    {
        Tensor each = Inner.Each(output, labels) ?? throw NoParts();
        labels.Check(Name, "class weights", Weights.Count);
        float[] weights = new float[labels.Count];
        for (int i = 0; i < weights.Length; i++)
            weights[i] = Weights[labels.Span[i]];
        return Mean(each, weights);
    }

    /// <summary>The loss against shares of classes.</summary>
    /// <param name="output">(samples, classes), or (samples, 1) of two classes that one output tells apart.</param>
    /// <param name="targets">The same shape: the share of each class, or that of the second.</param>
    /// <exception cref="ShapeException">Shapes that differ, or another number of classes than of weights.</exception>
    public override Tensor Of(Tensor output, Tensor targets)
    {
        Tensor each = Inner.Each(output, targets) ?? throw NoParts();
        int classes = targets.Shape[^1];
        bool isOne = Inner.IsOneForTwo(classes, Weights.Count);
        if (classes != Weights.Count && !isOne)
            throw new ShapeException($"{Name}: there are shares of {classes} classes and {Weights.Count} class weights");
        float[] shares = targets.ToArray(), weights = new float[shares.Length / classes];
        for (int i = 0; i < weights.Length; i++)
        {
            if (isOne)
                weights[i] = ((1 - shares[i]) * Weights[0]) + (shares[i] * Weights[1]);
            else
            {
                for (int j = 0; j < classes; j++)
                    weights[i] += shares[(i * classes) + j] * Weights[j];
            }
        }

        return Mean(each, weights);
    }

    private Tensor Mean(Tensor each, float[] weights)
    {
        double sum = 0;
        foreach (float weight in weights)
            sum += weight;
        int columns = each.Shape.Size / weights.Length;
        Tensor rows = each.Reshape(new Shape(weights.Length, columns));
        Tensor weightColumn = Tapes.Of(Name, each.Node).Input(new Shape(weights.Length, 1), weights);
        return rows.Multiply(weightColumn).Sum().Scale((float)(1 / (sum * columns)));
    }

    private InvalidOperationException NoParts() =>
        new($"loss {Name} does not tell the loss of each sample (Loss.Each), so that classes cannot be weighted");
}
