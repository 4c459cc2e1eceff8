using Weir.Tensors;

namespace Weir.Data;

/// <summary>The rows of a table by the part that they are dealt out to.</summary>
/// <param name="Training">What is learnt from.</param>
/// <param name="Validation">What decisions are made on.</param>
/// <param name="Test">What the result is stated on.</param>
internal sealed record RowParts(int[] Training, int[] Validation, int[] Test)
{
    /// <summary>Deals rows out.</summary>
    /// <param name="rows">The rows.</param>
    /// <param name="validation">Rows for validation.</param>
    /// <param name="test">Rows for test.</param>
    /// <param name="split">How.</param>
    /// <param name="seed">The same seed deals in the same way.</param>
    /// <exception cref="DataException">Groups, or classes that there are not, in an order that has no place for them.</exception>
    public static RowParts Of(Dataset rows, int validation, int test, RowSplit split, long seed)
    {
        if (SampleGroups.Of(rows, seed, "split") is { } groups)
        {
            return split == RowSplit.Random ? ByGroups(rows, validation, test, groups)
                : throw new DataException($"{rows.Name}: samples of a group stay together, which 'split: "
                    + $"{split.ToString().ToLowerInvariant()}' cannot see to; leave one of the two out");
        }

        int[] order = [.. Enumerable.Range(0, rows.Count)];
        if (split == RowSplit.Time)
            return new RowParts(order[..(rows.Count - validation - test)], order[(rows.Count - validation - test)..(rows.Count - test)],
                order[(rows.Count - test)..]);
        RandomStream.For(seed, "split").Shuffle<int>(order);
        if (split == RowSplit.Random)
            return new RowParts(order[(test + validation)..], order[test..(test + validation)], order[..test]);
        if (rows.Targets is not ClassTargets { Positions: 1 } classes)
            throw new DataException($"{rows.Name}: 'split: stratified' spreads classes, and its targets are values; leave it out");
        int[] sorted = [.. order.OrderBy(row => classes.Labels[row])];
        (int[] tested, int[] rest) = EvenlyTaken(sorted, test);
        (int[] validated, int[] learnt) = EvenlyTaken(rest, validation);
        return new RowParts(learnt, validated, tested);
    }

    /// <summary>
    /// Deals samples out that lie in the order of their targets' moments: the last are for test, those before for validation. Targets of
    /// one moment stay together, so that a part may get more than was asked for.
    /// </summary>
    /// <param name="moments">The moment of each sample's target, in order.</param>
    /// <param name="validation">Samples for validation.</param>
    /// <param name="test">Samples for test.</param>
    public static RowParts ByMoment(double[] moments, int validation, int test)
    {
        int end = Cut(moments.Length, test), middle = Cut(end, validation);
        int[] order = [.. Enumerable.Range(0, moments.Length)];
        return new RowParts(order[..middle], order[middle..end], order[end..]);

        int Cut(int behind, int count)
        {
            int at = Math.Max(0, behind - count);
            while (count > 0 && at > 0 && moments[at - 1] == moments[at])
                at--;
            return at;
        }
    }

    /// <summary>Takes so many rows at even distances, and the others.</summary>
    private static (int[] Taken, int[] Others) EvenlyTaken(int[] rows, int count)
    {
        List<int> taken = [], others = [];
        for (int i = 0; i < rows.Length; i++)
            ((((long)(i + 1) * count / rows.Length) > ((long)i * count / rows.Length)) ? taken : others).Add(rows[i]);
        return ([.. taken], [.. others]);
    }

    /// <summary>Whole groups by chance, until a part has as many rows as are wanted or more.</summary>
    private static RowParts ByGroups(Dataset rows, int validation, int test, List<int>[] all)
    {
        int next = 0;
        int[] tested = Take(test), validated = Take(validation), learnt = Take(int.MaxValue);
        return learnt.Length > 0 ? new RowParts(learnt, validated, tested) : throw new DataException(
            $"{rows.Name}: its {rows.Count} samples make {all.Length} groups, which leave none for training behind those of test and "
                + "validation; ask for fewer");

        int[] Take(int count)
        {
            List<int> taken = [];
            while (taken.Count < count && next < all.Length)
                taken.AddRange(all[next++]);
            return [.. taken];
        }
    }
}
