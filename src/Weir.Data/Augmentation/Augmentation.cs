using Weir.Tensors;

namespace Weir.Data;

/// <summary>
/// A random change made to the training samples of each batch, so that no epoch sees the same numbers twice. Every random number is a
/// function of the seed, the epoch and the sample (of the batch, where samples are mixed), whatever the batch size and the threads: a
/// resumed run sees the same bits. A new one is a record that declares its options, and a line in <see cref="Augmentations"/>.
/// </summary>
public abstract record Augmentation : IDeclaresOptions
{
    /// <summary>The name in recipes, as in <c>flip</c>.</summary>
    public abstract string Name { get; }

    /// <summary>Whether it mixes targets (<see cref="Batch.Share"/>), so that samples are of shares of classes. Default false.</summary>
    public virtual bool MixesTargets => false;

    /// <summary>
    /// Whether masks are right behind it: because pixels stay where they are, or because their classes go with them
    /// (<see cref="ImagePixels.Labels"/>). Default false: it is refused where each pixel has a class.
    /// </summary>
    public virtual bool KeepsMasks => false;

    /// <summary>Whether it changes numbers as <c>standardize</c> leaves them, instead of as the source gives them. Default false.</summary>
    public virtual bool SeesStandardized => false;

    /// <summary>Throws when an option is out of its range, or when it cannot be used on a set.</summary>
    /// <param name="training">The training part.</param>
    /// <exception cref="DataException">What is wrong.</exception>
    public virtual void Check(Dataset training)
    {
        if (DeclaredOption.WrongIn(this) is { } wrong)
            throw new DataException($"augment: {Name}: {wrong}");
        if (training.Tokens is not null)
            throw new DataException($"augment: {Name}: the inputs of {training.Name} are tokens, which no change of numbers fits; leave "
                + "'augment' out");
        if (training.Targets is ClassTargets { Grid: { } grid } && !(KeepsMasks && training.InputShape.Rank == 3
            && grid == new Extent(training.InputShape[0], training.InputShape[1])))
            throw new DataException($"augment: {Name}: {training.Name} has a class for each of {grid} pixels, "
                + $"{(KeepsMasks ? $"and its samples of shape {training.InputShape} have others" : "which it does not change alike")}; "
                + "leave it out");
    }

    /// <summary>Changes a batch where it lies.</summary>
    /// <param name="batch">The batch; images have values from 0 to 1.</param>
    /// <param name="random">A stream for each sample, and one for the batch.</param>
    public abstract void Apply(Batch batch, AugmentationStreams random);
}
