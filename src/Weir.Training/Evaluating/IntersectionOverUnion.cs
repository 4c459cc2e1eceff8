namespace Weir.Training;

/// <summary>Counts, for each class, the pixels that are of it, that are said to be of it, and that are both.</summary>
/// <param name="classes">How many classes there are.</param>
internal sealed class IntersectionOverUnion(int classes)
{
    private readonly long[] _labels = new long[classes], _said = new long[classes], _both = new long[classes];

    /// <summary>The mean over classes of intersection over union, those that occur or were said; null without a pixel.</summary>
    public double? Mean
    {
        get
        {
            (double sum, int count) = (0, 0);
            for (int i = 0; i < _labels.Length; i++)
            {
                long union = _labels[i] + _said[i] - _both[i];
                sum += union == 0 ? 0 : (double)_both[i] / union;
                count += union == 0 ? 0 : 1;
            }

            return count == 0 ? null : sum / count;
        }
    }

    /// <summary>Counts a pixel.</summary>
    /// <param name="label">Its class.</param>
    /// <param name="said">What is said of it.</param>
    public void Add(int label, int said)
    {
        _labels[label]++;
        _said[said]++;
        _both[label] += label == said ? 1 : 0;
    }

    /// <summary>Begins anew.</summary>
    public void Clear()
    {
        Array.Clear(_labels);
        Array.Clear(_said);
        Array.Clear(_both);
    }
}
