using Weir.Nn;
using Weir.Training;

namespace Weir.Cli.Views;

/// <summary>
/// The rates of a whole run: the first, the highest, the last, and the range of rates in each of some equal parts of the run.
/// </summary>
/// <param name="First">The rate of the first step.</param>
/// <param name="Highest">The highest rate.</param>
/// <param name="HighestAt">The first step that has it, from 1.</param>
/// <param name="Last">The rate of the last step.</param>
/// <param name="Parts">The rates of the parts in order, each with its ends and its range.</param>
internal sealed record RateCurve(double First, double Highest, long HighestAt, double Last, IReadOnlyList<RateCurve.Part> Parts)
{
    /// <summary>The rates of a part of the run.</summary>
    public readonly record struct Part(double First, double Least, double Highest, double Last);

    /// <summary>Asks a schedule for the rate of every step, so that no peak between two columns of a plot is missed.</summary>
    /// <param name="schedule">The schedule.</param>
    /// <param name="span">How long the run is.</param>
    /// <param name="parts">Equal parts; where there are more of them than steps, neighbours show the same step.</param>
    public static RateCurve Of(Schedule schedule, RunSpan span, int parts)
    {
        long total = Math.Max(1, span.TotalSteps), highestAt = 0;
        double highest = schedule.RateAt(0);
        Part[] curve = new Part[parts];
        for (int i = 0; i < parts; i++)
        {
            long from = (long)((decimal)i * total / parts), to = Math.Max(from + 1, (long)((decimal)(i + 1) * total / parts));
            double first = schedule.RateAt(from), least = first, most = first, last = first;
            for (long step = from; step < to; step++)
            {
                last = schedule.RateAt(step);
                (least, most) = (Math.Min(least, last), Math.Max(most, last));
                if (last > highest)
                    (highest, highestAt) = (last, step);
            }

            curve[i] = new Part(first, least, most, last);
        }

        return new RateCurve(schedule.RateAt(0), highest, highestAt + 1, schedule.RateAt(total - 1), curve);
    }
}
