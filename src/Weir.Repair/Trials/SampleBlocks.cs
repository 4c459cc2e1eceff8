using Weir.Data;

namespace Weir.Repair;

/// <summary>
/// The samples that proofs are judged by, in up to fifty blocks that tell nothing of each other: whole groups, samples that follow one
/// another where they have an order in time, else each in turn. How far a difference of two networks may be off by having been taken
/// on these samples is told by how it differs from block to block: networks that err on the same samples differ by less than their scores
/// may be off.
/// </summary>
internal sealed class SampleBlocks
{
    /// <summary>A deviation is known to a tenth of itself by fifty blocks: more would only fill files.</summary>
    private const int Most = 50;

    private const string Purpose = "repair.blocks";

    private readonly int[] _block;
    private readonly double[] _sizes;
    private readonly int _independent;

    private SampleBlocks(int[] block, int count, int independent)
    {
        (_block, _sizes, _independent) = (block, new double[count], independent);
        foreach (int of in block)
            _sizes[of]++;
    }

    /// <summary>No blocks, of samples that are all there are: no score is off by which of them were taken.</summary>
    public static SampleBlocks None { get; } = new([], 0, 0);

    /// <summary>How many there are.</summary>
    public int Count => _sizes.Length;

    /// <summary>The degrees of freedom of an error, 1 or more.</summary>
    public int Freedom => Math.Max(1, _sizes.Length - 1);

    /// <summary>The blocks of a set.</summary>
    /// <param name="set">The set.</param>
    /// <param name="split">How the recipe deals samples out.</param>
    public static SampleBlocks Of(Dataset set, RowSplit split)
    {
        int[] block = new int[set.Count];
        if (SampleGroups.Of(set, 0, Purpose) is { } groups)
        {
            int few = Math.Min(Most, groups.Length);
            for (int i = 0; i < groups.Length; i++)
            {
                foreach (int sample in groups[i])
                    block[sample] = i % few;
            }

            return new SampleBlocks(block, few, groups.Length);
        }

        int independent = SampleParts.Independent(set), count = Math.Max(1, Math.Min(Most, independent));
        bool follow = split == RowSplit.Time || set.Starts is not null || independent < set.Count;
        for (int i = 0; i < block.Length; i++)
            block[i] = follow ? (int)((long)i * count / block.Length) : i % count;
        return new SampleBlocks(block, count, independent);
    }

    /// <summary>The mean of each block; of one in which nothing counts, that of all.</summary>
    /// <param name="each">A number for each sample, or for each position of each; NaN for one that counts for nothing.</param>
    public double[] Means(IReadOnlyList<double> each)
    {
        double[] means = new double[_sizes.Length];
        if (means.Length == 0)
            return means;
        int positions = Math.Max(1, each.Count / _block.Length);
        double[] counted = new double[means.Length];
        for (int i = 0; i < each.Count; i++)
        {
            if (double.IsNaN(each[i]))
                continue;
            means[_block[i / positions]] += each[i];
            counted[_block[i / positions]]++;
        }

        double mean = means.Sum() / Math.Max(1, counted.Sum());
        for (int i = 0; i < means.Length; i++)
            means[i] = counted[i] == 0 ? mean : means[i] / counted[i];
        return means;
    }

    /// <summary>
    /// The standard error of the mean over all samples of what has these means in the blocks, with half a sample more each that is better
    /// and worse (after Agresti and Min, 2005): that all of few samples agree is no certainty.
    /// </summary>
    /// <param name="means">A mean for each block.</param>
    /// <returns>Infinite where a block is all there is, or the means are of other blocks.</returns>
    public double ErrorOf(IReadOnlyList<double> means)
    {
        int count = _sizes.Length;
        if (count == 0)
            return 0;
        if (count == 1 || means.Count != count)
            return double.PositiveInfinity;
        double mean = means.Zip(_sizes, (one, size) => one * size).Sum() / _block.Length;
        // What each block adds to the mean: blocks of several sizes weigh as much as they hold (Cochran, 1977).
        double squares = means.Zip(_sizes, (one, size) => Math.Pow((one - mean) * size * count / _block.Length, 2)).Sum();
        return Math.Sqrt((squares / (count - 1) / count) + Math.Pow(1.0 / (_independent + 2), 2));
    }
}
