namespace Weir.Nn;

/// <summary>
/// Lowers the rate by a factor when a metric has not become better for a while; <see cref="RateAt"/> gives the present rate, whatever the
/// step.
/// </summary>
public sealed class ReduceOnPlateau : AdaptiveSchedule
{
    private readonly PlateauOptions _options;
    private double _factor = 1;
    private double _best = double.NaN;
    private int _waited;
    private int _resting;

    /// <summary>Makes the schedule.</summary>
    /// <param name="rate">The rate that it starts from: 0 or more.</param>
    /// <param name="options">When the rate is lowered, and by how much.</param>
    /// <exception cref="ArgumentException">An option outside its range.</exception>
    public ReduceOnPlateau(double rate, PlateauOptions? options = null)
        : base(rate)
    {
        _options = options ?? new PlateauOptions();
        _options.Check();
    }

    /// <summary>
    /// All that it remembers: the factor of the rate, the best metric (not a number before the first), evaluations without a better one,
    /// and those it still rests.
    /// </summary>
    public override IReadOnlyList<double> State
    {
        get => [_factor, _best, _waited, _resting];
        set
        {
            if (value.Count != 4)
                throw new ArgumentException($"the state of a plateau has 4 numbers, not {value.Count}", nameof(value));
            (_factor, _best, _waited, _resting) = (value[0], value[1], (int)value[2], (int)value[3]);
        }
    }

    /// <inheritdoc/>
    public override double RateAt(long step) => Math.Max(Rate * _factor, Math.Min(Rate, _options.Least));

    /// <inheritdoc/>
    /// <remarks>What is no number counts as no better.</remarks>
    public override void Observe(double metric)
    {
        if (IsBetter(metric))
            (_best, _waited) = (metric, 0);
        else
            _waited++;
        if (_resting > 0)
            (_resting, _waited) = (_resting - 1, 0);
        if (_waited <= _options.Patience)
            return;
        _factor *= _options.Factor;
        (_waited, _resting) = (0, _options.Rest);
    }

    /// <inheritdoc/>
    public override string? Fault(IReadOnlyList<double> state, int epochs) => state switch
    {
        [var factor, _, var waited, var resting] => factor is >= 0 and <= 1 && OptionRange.IsCount(waited, 0, epochs)
            && OptionRange.IsCount(resting, 0, int.MaxValue) ? null
            : $"the plateau's schedule takes the rate times {factor}, has waited for {waited} of {epochs} epochs and rests for {resting}",
        _ => $"the plateau's schedule has {state.Count} numbers; 4 are expected",
    };

    private bool IsBetter(double metric)
    {
        if (double.IsNaN(metric) || double.IsNaN(_best))
            return !double.IsNaN(metric);
        double margin = _options.Relative ? Math.Abs(_best) * _options.Threshold : _options.Threshold;
        return _options.Larger ? metric > _best + margin : metric < _best - margin;
    }
}
