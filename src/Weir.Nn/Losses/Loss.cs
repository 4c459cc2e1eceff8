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

    /// <summary>
    /// Whether it measures how far values are from values, so that its gradient says nothing of probabilities: of classes, cross-entropy
    /// is the better one. Default false.
    /// </summary>
    public virtual bool IsOfDistances => false;

    /// <summary>
    /// The function that it applies to outputs itself, by the name of its kind, as in <c>softmax</c>: outputs are logits then, which
    /// must be able to take any value. Default null: none.
    /// </summary>
    public virtual string? Applies => null;

    /// <summary>The output that is best where nothing is known of a sample but how common its class is. Default: the share.</summary>
    /// <param name="share">The share of the samples that are of the class.</param>
    /// <param name="classes">How many classes there are.</param>
    public virtual float BestOutput(double share, int classes) => (float)share;

    /// <summary>
    /// The loss of the best constant output where classes are as common as this, for losses that have a formula for it. Default null: it is
    /// to be taken on <see cref="BestOutput(double, int)"/>.
    /// </summary>
    /// <param name="shares">The share of each class, 1 together.</param>
    public virtual double? LeastConstant(ReadOnlySpan<double> shares) => null;

    /// <summary>The output that is best where nothing is known of a sample. Default: the median of the targets.</summary>
    /// <param name="targets">Targets of one output, ascending.</param>
    public virtual float BestOutput(ReadOnlySpan<float> targets) => targets[targets.Length / 2];

    /// <summary>
    /// Whether a single output tells two classes apart: above 0 it is the second, else the first. Default false: there is one for each
    /// class.
    /// </summary>
    public virtual bool TakesOneLogit => false;

    /// <summary>
    /// Whether one output tells the classes apart: there are two of them, and a single output that it takes so. Everybody asks here.
    /// </summary>
    /// <param name="outputs">Outputs of a sample.</param>
    /// <param name="classes">Classes of the targets.</param>
    public bool IsOneForTwo(int outputs, int classes) => TakesOneLogit && outputs == 1 && classes == 2;

    /// <summary>
    /// Whether target values may be scaled for the training, so that outputs are brought back to their unit behind it. Default: where it
    /// applies nothing to outputs, which have no range of their own then.
    /// </summary>
    public virtual bool TakesScaledTargets => Applies is null;

    /// <summary>The loss without what others have put around it, as weights of classes. Default: itself.</summary>
    public virtual Loss Plain => this;

    /// <summary>The loss against classes: the mean over samples. Losses on values take the classes one-hot.</summary>
    /// <param name="output">
    /// (samples, classes), or (samples, positions, classes); of two classes also (samples, 1), where <see cref="TakesOneLogit"/>.
    /// </param>
    /// <param name="labels">A class for each sample, or for each position, from 0.</param>
    /// <exception cref="ShapeException">Another number of labels than samples, or a label outside the classes.</exception>
    public abstract Tensor Of(Tensor output, Indices labels);

    /// <summary>
    /// The loss of each label before the mean is taken, so that samples may weigh differently (<see cref="ClassWeighted"/>): a number for
    /// each label, or a row of numbers. Default null: the loss has no such parts.
    /// </summary>
    /// <param name="output">As of <see cref="Of(Tensor, Indices)"/>.</param>
    /// <param name="labels">As there.</param>
    public virtual Tensor? Each(Tensor output, Indices labels) => null;

    /// <summary>
    /// The loss of each sample against values before the mean is taken: a number for each sample, or a row of numbers. Default null: the
    /// loss has no such parts.
    /// </summary>
    /// <param name="output">As of <see cref="Of(Tensor, Tensor)"/>.</param>
    /// <param name="targets">As there.</param>
    public virtual Tensor? Each(Tensor output, Tensor targets) => null;

    /// <summary>
    /// What the loss of some labels weighs beside that of others, when the loss of a set is put together from those of its batches: Σ
    /// weight·loss / Σ weight. Default: how many labels there are.
    /// </summary>
    /// <param name="labels">The labels of a batch.</param>
    public virtual double WeightOf(ReadOnlySpan<int> labels) => labels.Length;

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

    /// <summary>The logarithm of the odds of a probability.</summary>
    private protected static float LogOdds(double share) => (float)Math.Log(Math.Max(1e-6, share) / Math.Max(1e-6, 1 - share));

    private protected static float Mean(ReadOnlySpan<float> values)
    {
        double sum = 0;
        foreach (float value in values)
            sum += value;
        return (float)(sum / values.Length);
    }

    private protected static void CheckShapes(string name, Tensor output, Tensor targets)
    {
        if (output.Shape != targets.Shape)
            throw new ShapeException($"{name}: outputs have shape {output.Shape} and targets {targets.Shape}; they must be equal");
    }
}
