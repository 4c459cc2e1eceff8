namespace Weir.Nn;

/// <summary>Says what is wrong with a number outside its range.</summary>
internal static class OptionRange
{
    /// <summary>Checks that a number is finite, at least so large, and below a limit.</summary>
    public static void Check(double value, string name, double least, double below = double.PositiveInfinity)
    {
        if (!(value >= least && value < below))
            throw new ArgumentOutOfRangeException(name, value, double.IsInfinity(below)
                ? $"the {name} must be a finite number, {least} or more" : $"the {name} must lie in [{least}, {below})");
    }

    /// <summary>Whether a number that was saved is a whole one within a range.</summary>
    public static bool IsCount(double number, double least, double most) =>
        number == Math.Floor(number) && number >= least && number <= most;

    /// <summary>Checks that a number is finite and above 0.</summary>
    public static void CheckPositive(double value, string name)
    {
        if (!(value > 0 && double.IsFinite(value)))
            throw new ArgumentOutOfRangeException(name, value, $"the {name} must be a finite number above 0");
    }
}
