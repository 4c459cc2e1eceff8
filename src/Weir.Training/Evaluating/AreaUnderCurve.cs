namespace Weir.Training;

/// <summary>
/// The area under the receiver operating characteristic: the probability that a sample of a class has a higher score than one of another
/// (Hanley and McNeil, 1982), samples of equal score counted half.
/// </summary>
internal static class AreaUnderCurve
{
    /// <summary>The area.</summary>
    /// <param name="scores">A score for each sample; put in order.</param>
    /// <param name="isOfClass">Whether the sample is of the class; put in the same order.</param>
    /// <returns>Null where all samples are of the class, or none is.</returns>
    public static double? Of(float[] scores, bool[] isOfClass)
    {
        Array.Sort(scores, isOfClass);
        long positives = isOfClass.LongCount(each => each), negatives = scores.Length - positives;
        if (positives == 0 || negatives == 0)
            return null;
        double ranks = 0;
        for (int start = 0; start < scores.Length;)
        {
            int end = start + 1;
            while (end < scores.Length && scores[end] == scores[start])
                end++;
            // Equal scores share the mean of their ranks.
            double rank = (start + 1 + end) / 2.0;
            for (int i = start; i < end; i++)
                ranks += isOfClass[i] ? rank : 0;
            start = end;
        }

        return (ranks - (positives * (positives + 1) / 2.0)) / ((double)positives * negatives);
    }
}
