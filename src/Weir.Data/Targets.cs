namespace Weir.Data;

/// <summary>
/// What is to be predicted for each sample, or for each position of one that is a sequence: a class (<see cref="ClassTargets"/>), or
/// numbers (<see cref="ValueTargets"/>).
/// </summary>
public abstract record Targets
{
    private protected Targets()
    {
    }

    /// <summary>
    /// Positions of one sample, each with a target of its own: 1, or the length of a sequence, or the pixels of an image. Default 1.
    /// </summary>
    public int Positions { get; init; } = 1;

    /// <summary>The number of samples that the targets are for.</summary>
    public abstract int Count { get; }

    /// <summary>The targets of some samples, in the order of the indices.</summary>
    /// <param name="indices">Sample indices, each from 0 to <see cref="Count"/> − 1.</param>
    public abstract Targets Select(ReadOnlySpan<int> indices);

    /// <summary>The targets of a run of samples.</summary>
    /// <param name="start">The first sample.</param>
    /// <param name="count">How many.</param>
    public abstract Targets Slice(int start, int count);

    /// <summary>The arrays that they hold, all of numbers of four bytes.</summary>
    internal abstract IEnumerable<Array> Arrays { get; }

    /// <summary>Throws when the targets contradict themselves.</summary>
    /// <param name="name">The name of the data set, for the message.</param>
    internal abstract void Check(string name);
}
