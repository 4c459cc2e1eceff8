using Weir.Tensors;

namespace Weir.Data;

/// <summary>
/// One class per sample, or one for each position of a sample that is a sequence, or for each pixel of an image (a mask).
/// </summary>
/// <param name="Labels">The class of each sample, from 0 to <paramref name="Classes"/> − 1; of each position, sample after sample, where
/// there are several; of positions also <see cref="Ignored"/>.</param>
/// <param name="Classes">The number of classes; some may have no sample.</param>
/// <param name="Names">The name of each class, or null when they are only numbered.</param>
public sealed record ClassTargets(int[] Labels, int Classes, IReadOnlyList<string>? Names = null) : Targets
{
    /// <summary>
    /// Rows and columns of the positions, row by row, where they are the pixels of an image; null where they are those of a sequence.
    /// Default null.
    /// </summary>
    public Extent? Grid { get; init; }

    /// <summary>
    /// The label of a position that counts for nothing, as the seam between two things of a mask: the loss, the accuracy and all counts
    /// leave it out.
    /// </summary>
    public const int Ignored = -1;

    /// <summary>How many labels lie between the starts of two samples; 0 for as many as a sample has. Default 0.</summary>
    internal int Stride { get; init; }

    /// <inheritdoc/>
    public override int Count => Positions < 1 || Labels.Length < Positions ? 0 : ((Labels.Length - Positions) / Step) + 1;

    /// <inheritdoc/>
    internal override IEnumerable<Array> Arrays => [Labels];

    private int Step => Stride == 0 ? Positions : Stride;

    /// <summary>The labels of one sample: one, or one for each position.</summary>
    /// <param name="index">From 0 to <see cref="Count"/> − 1.</param>
    public ReadOnlySpan<int> Of(int index) => Labels.AsSpan(index * Step, Positions);

    /// <summary>How many labels there are of each class; those that count for nothing are left out.</summary>
    public int[] Counts()
    {
        int[] counts = new int[Classes];
        foreach (int label in Labels)
        {
            if (label != Ignored)
                counts[label]++;
        }

        return counts;
    }

    /// <inheritdoc/>
    public override ClassTargets Select(ReadOnlySpan<int> indices)
    {
        int[] labels = new int[indices.Length * Positions];
        for (int i = 0; i < indices.Length; i++)
            Of(indices[i]).CopyTo(labels.AsSpan(i * Positions));
        return this with { Labels = labels, Stride = 0 };
    }

    /// <inheritdoc/>
    public override ClassTargets Slice(int start, int count) =>
        this with { Labels = count == 0 ? [] : Labels.AsSpan(start * Step, ((count - 1) * Step) + Positions).ToArray() };

    /// <inheritdoc/>
    internal override void Check(string name)
    {
        if (Classes < 1)
            throw new DataException($"{name}: {Classes} classes were given; at least one is needed");
        if (Positions < 1)
            throw new DataException($"{name}: {Positions} labels a sample were given; there are 1 or more");
        if (Grid is { } grid && (grid.Height < 1 || grid.Width < 1 || (long)grid.Height * grid.Width != Positions))
            throw new DataException($"{name}: {Positions} labels a sample were given for {grid} pixels; there is one for each");
        if (Labels.Length > 0 && (Labels.Length < Positions || (Labels.Length - Positions) % Step != 0))
            throw new DataException($"{name}: {Labels.Length} labels do not fill samples of {Positions}");
        if (Names is not null && Names.Count != Classes)
            throw new DataException($"{name}: {Names.Count} class names were given for {Classes} classes; give one per class or none");
        for (int i = 0; i < Labels.Length; i++)
        {
            if ((uint)Labels[i] >= (uint)Classes && !(Labels[i] == Ignored && Positions > 1))
                throw new DataException($"{name}: {(Positions == 1 ? "sample" : "position")} {i} has label {Labels[i]}; with {Classes} "
                    + $"classes labels run from 0 to {Classes - 1}");
        }
    }
}
