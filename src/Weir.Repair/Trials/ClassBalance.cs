using Weir.Data;

namespace Weir.Repair;

/// <summary>
/// Whether the classes of a repair's data are of unequal size: then a network is scored by the mean of what it gets right of each class
/// (balanced accuracy; Brodersen, Ong, Stephan and Buhmann, 2010), because always the commonest class is right so often that what is
/// learnt of the others hardly shows.
/// </summary>
internal sealed class ClassBalance
{
    /// <summary>The commonest class has so many times what it would have if all were alike.</summary>
    private const double Unequal = 1.5;

    private ClassBalance(bool isUnequal) => IsUnequal = isUnequal;

    /// <summary>Whether the sizes differ by so much that each class counts alike.</summary>
    public bool IsUnequal { get; }

    /// <summary>How the classes of data are to be weighed; alike where it has none, or a class for each position.</summary>
    /// <param name="learnt">The samples that branches learn from.</param>
    public static ClassBalance Of(Dataset learnt)
    {
        if (learnt.Targets is not ClassTargets { Positions: 1, Labels: { Length: > 0 } labels })
            return new ClassBalance(false);
        int[] sizes = [.. labels.CountBy(label => label).Select(pair => pair.Value)];
        return new ClassBalance(sizes.Max() > Unequal * labels.Length / sizes.Length);
    }

    /// <summary>What a sample of each class weighs so that all classes that are there weigh alike, 1 in the mean.</summary>
    /// <param name="labels">The classes of the samples.</param>
    public static double[] WeightsIn(IReadOnlyList<int> labels)
    {
        double[] weights = new double[labels.Max() + 1];
        foreach (int label in labels)
            weights[label]++;
        int present = weights.Count(size => size > 0);
        return [.. weights.Select(size => size > 0 ? labels.Count / (present * size) : 0)];
    }
}
