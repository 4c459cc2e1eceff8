namespace Weir.Repair;

/// <summary>How far trials go, in samples of a training of the original: an eighth of it, a quarter, a half, the whole.</summary>
internal static class Shares
{
    /// <summary>Fewer steps show little.</summary>
    private const double LeastSteps = 30;

    private static readonly double[] s_parts = [0.125, 0.25, 0.5];

    /// <summary>The shares of a recipe's trials, rising, the last of them the whole.</summary>
    /// <param name="steps">Steps of a training.</param>
    /// <param name="weight">What a training of the recipe counts as in the repair's budget, at most 1.</param>
    public static IReadOnlyList<double> Of(long steps, double weight)
    {
        double least = Math.Max(LeastSteps / steps, 0.125 / weight);
        double[] shares = [.. s_parts.Where(share => share >= least)];
        return [.. shares, 1];
    }

    /// <summary>The same with the end of a training that is longer than the original's.</summary>
    /// <param name="shares">The shares.</param>
    /// <param name="length">How long the training is, in trainings of the original.</param>
    public static IReadOnlyList<double> Over(IReadOnlyList<double> shares, double length)
    {
        // A last batch that is not full makes no longer training.
        const double Longer = 1.05;
        return length > Longer ? [.. shares, length] : shares;
    }
}
