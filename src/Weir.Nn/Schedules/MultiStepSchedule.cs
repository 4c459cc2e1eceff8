namespace Weir.Nn;

/// <summary>Falls by a factor at chosen steps: rate·factor^(number of them reached).</summary>
public sealed class MultiStepSchedule : Schedule
{
    private readonly long[] _steps;
    private readonly double _factor;

    /// <summary>Makes the schedule.</summary>
    /// <param name="rate">The rate that it starts from: 0 or more.</param>
    /// <param name="steps">The steps from which the rate is lower: rising, 0 or more.</param>
    /// <param name="factor">What the rate is taken times: 0 or more. Default 0.1.</param>
    /// <exception cref="ArgumentException">A number outside its range, or steps that do not rise.</exception>
    public MultiStepSchedule(double rate, IReadOnlyList<long> steps, double factor = 0.1)
        : base(rate)
    {
        _steps = [.. steps];
        for (int i = 0; i < _steps.Length; i++)
        {
            if (_steps[i] < 0 || (i > 0 && _steps[i] <= _steps[i - 1]))
                throw new ArgumentException($"the steps at which the rate falls must rise, but {_steps[i]} stands at place {i + 1}",
                    nameof(steps));
        }

        _factor = Factor(factor, "factor of the rate");
    }

    /// <inheritdoc/>
    public override double RateAt(long step)
    {
        int reached = Array.BinarySearch(_steps, step);
        return Rate * Math.Pow(_factor, reached >= 0 ? reached + 1 : ~reached);
    }
}
