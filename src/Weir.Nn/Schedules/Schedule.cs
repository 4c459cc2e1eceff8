namespace Weir.Nn;

/// <summary>
/// The learning rate as a function of the step. Schedules are pure: the rate of a step depends on nothing but its number, so that any step
/// can be plotted or resumed at. Those that also hear of metrics are an <see cref="AdaptiveSchedule"/>.
/// A new one is a file in this folder, and for recipes a record that declares its options and a line in <c>ScheduleRecipes</c>.
/// </summary>
public abstract class Schedule
{
    /// <summary>Makes a schedule.</summary>
    /// <param name="rate">The first rate, or the largest where it rises to it: 0 or more.</param>
    protected Schedule(double rate)
    {
        OptionRange.Check(rate, "rate", least: 0);
        Rate = rate;
    }

    /// <summary>The rate that the schedule is made of: the first one, or the largest where it rises to it.</summary>
    public double Rate { get; }

    /// <summary>The part of it that is to hear of metrics; null where none is.</summary>
    public virtual AdaptiveSchedule? Adaptive => null;

    /// <summary>The rate of a step.</summary>
    /// <param name="step">How many steps were made before: 0 for the first.</param>
    public abstract double RateAt(long step);

    private protected static long AtLeastOne(long steps, string what) =>
        steps >= 1 ? steps : throw new ArgumentOutOfRangeException(nameof(steps), steps, $"the {what} must be 1 step or more");

    private protected static double Factor(double factor, string what)
    {
        OptionRange.Check(factor, what, least: 0);
        return factor;
    }
}
