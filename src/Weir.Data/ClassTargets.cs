namespace Weir.Data;

/// <summary>One class per sample.</summary>
/// <param name="Labels">The class of each sample, from 0 to <paramref name="Classes"/> − 1.</param>
/// <param name="Classes">The number of classes; some may have no sample.</param>
/// <param name="Names">The name of each class, or null when they are only numbered.</param>
public sealed record ClassTargets(int[] Labels, int Classes, IReadOnlyList<string>? Names = null) : Targets
{
    /// <inheritdoc/>
    public override int Count => Labels.Length;

    /// <inheritdoc/>
    public override ClassTargets Select(ReadOnlySpan<int> indices)
    {
        int[] labels = new int[indices.Length];
        for (int i = 0; i < labels.Length; i++)
            labels[i] = Labels[indices[i]];
        return this with { Labels = labels };
    }

    /// <inheritdoc/>
    public override ClassTargets Slice(int start, int count) =>
        this with { Labels = Labels.AsSpan(start, count).ToArray() };

    /// <inheritdoc/>
    internal override void Check(string name)
    {
        if (Classes < 1)
            throw new DataException($"{name}: {Classes} classes were given; at least one is needed");
        if (Names is not null && Names.Count != Classes)
            throw new DataException($"{name}: {Names.Count} class names were given for {Classes} classes; give one per class or none");
        for (int i = 0; i < Labels.Length; i++)
        {
            if ((uint)Labels[i] >= (uint)Classes)
                throw new DataException($"{name}: sample {i} has label {Labels[i]}; with {Classes} classes labels run from 0 to {Classes - 1}");
        }
    }
}
