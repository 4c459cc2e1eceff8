using Weir.Tensors;

namespace Weir.Data;

/// <summary>
/// Cross-validation: training and validation part together are cut into parts of equal size, one of which is the validation part of a run
/// and the others its training part. Each sample is validated on exactly once over all folds. Samples of a group
/// (<see cref="SampleOrigin.Group"/>) stay together in one part; without groups classes are spread evenly. The test part stays as it is.
/// </summary>
public static class CrossValidation
{
    /// <summary>The parts of one fold.</summary>
    /// <param name="split">The parts of the data.</param>
    /// <param name="folds">How many parts: 2 or more, at most one for each sample.</param>
    /// <param name="fold">Which of them is the validation part, from 1.</param>
    /// <param name="seed">The same seed deals the samples in the same way.</param>
    /// <exception cref="DataException">Numbers out of range, fewer groups than parts, or samples that overlap as windows of a text do.
    /// </exception>
    public static DataSplit Take(DataSplit split, int folds, int fold, long seed)
    {
        Dataset all = split.Validation is { Count: > 0 } validation ? Joined(split.Training, validation) : split.Training;
        if (all.Overlaps || all.Starts is not null)
            throw new DataException($"{all.Name}: its samples are windows of one sequence, so that folds would see each other's; leave "
                + "'folds' out");
        if (folds < 2 || folds > all.Count)
            throw new DataException($"{all.Name}: {folds} folds were asked for; there are 2 to {all.Count}, as many as samples");
        if (fold < 1 || fold > folds)
            throw new DataException($"{all.Name}: fold {fold} was asked for; there are 1 to {folds}");
        int[] parts = SampleGroups.Of(all, seed, "folds") is { } groups ? DealGroups(all, groups, folds)
            : Deal(all.Targets, all.Count, folds, seed);
        int[] held = [.. Enumerable.Range(0, all.Count).Where(sample => parts[sample] == fold - 1)];
        int[] rest = [.. Enumerable.Range(0, all.Count).Where(sample => parts[sample] != fold - 1)];
        return split.With(all.Select(rest).Named(split.Training.Name),
            all.Select(held).Named(split.Validation?.Name ?? split.Training.Name.Replace("training", "validation",
                StringComparison.Ordinal)));
    }

    /// <summary>The part of each sample: dealt in turn, class by class, so that parts have as many of each as can be.</summary>
    private static int[] Deal(Targets targets, int count, int folds, long seed)
    {
        int[] order = [.. Enumerable.Range(0, count)];
        RandomStream.For(seed, "folds").Shuffle<int>(order);
        if (targets is ClassTargets { Positions: 1 } classes)
            order = [.. order.OrderBy(sample => classes.Labels[sample])];
        int[] parts = new int[count];
        for (int i = 0; i < count; i++)
            parts[order[i]] = i % folds;
        return parts;
    }

    /// <summary>The part of each sample: whole groups, the largest first, each to the part with the fewest samples so far.</summary>
    private static int[] DealGroups(Dataset all, List<int>[] groups, int folds)
    {
        if (groups.Length < folds)
            throw new DataException($"{all.Name}: {folds} folds were asked for; its samples make {groups.Length} groups, each of which "
                + "stays together in one. Ask for fewer folds");
        int[] parts = new int[all.Count], sizes = new int[folds];
        foreach (List<int> group in groups.OrderByDescending(group => group.Count))
        {
            int part = Array.IndexOf(sizes, sizes.Min());
            sizes[part] += group.Count;
            foreach (int sample in group)
                parts[sample] = part;
        }

        return parts;
    }

    private static Dataset Joined(Dataset first, Dataset second)
    {
        if (first.Overlaps || first.Starts is not null)
            return first;
        if ((long)first.Inputs.Length + second.Inputs.Length > Array.MaxLength)
            throw new DataException($"{first.Name}: training and validation part do not fit into one array; leave 'folds' out");
        Targets targets = (first.Targets, second.Targets) switch
        {
            (ClassTargets a, ClassTargets b) => a with { Labels = [.. a.Labels, .. b.Labels] },
            (ValueTargets a, ValueTargets b) => a with { Values = [.. a.Values, .. b.Values] },
            _ => throw new DataException($"{first.Name}: its targets are of another kind than those of {second.Name}"),
        };
        return new Dataset(first.Name, first.InputShape, [.. first.Inputs, .. second.Inputs], targets, first.SampleSize, first.Tokens)
        {
            Columns = first.Columns,
            Origins = (first.Origins, second.Origins) is ({ } some, { } others) ? [.. some, .. others] : null,
        };
    }
}
