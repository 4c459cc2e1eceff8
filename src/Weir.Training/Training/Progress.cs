namespace Weir.Training;

/// <summary>Smooths the loss and measures the pace of a run.</summary>
/// <param name="time">The clock.</param>
/// <param name="every">Ticks of the clock from one report to the next.</param>
internal sealed class Progress(TimeProvider time, TimeSpan every)
{
    private const double Kept = 0.98;

    private readonly long _every = (long)(every.TotalSeconds * time.TimestampFrequency);
    private readonly long _started = time.GetTimestamp();
    private long _next = time.GetTimestamp();
    private long _reported = time.GetTimestamp();
    private long _reportedStep = -1;
    private (TimeSpan Elapsed, long Step)? _warm;
    private (double Steps, double Seconds) _recent;
    private double _pace;
    private long _notTraining;

    /// <summary>The smoothed loss before it is corrected for its start, and the weight that it has gathered.</summary>
    public (double Sum, double Weight) Smoothed { get; set; }

    public double Loss => Smoothed.Weight == 0 ? double.NaN : Smoothed.Sum / Smoothed.Weight;

    public TimeSpan Elapsed => time.GetElapsedTime(_started);

    /// <summary>Time without what was spent on other things than steps.</summary>
    public TimeSpan Training => Elapsed - TimeSpan.FromSeconds((double)_notTraining / time.TimestampFrequency);

    /// <summary>Takes a step's loss in.</summary>
    /// <returns>Whether a report is due.</returns>
    public bool Add(double loss)
    {
        Smoothed = ((Kept * Smoothed.Sum) + ((1 - Kept) * loss), (Kept * Smoothed.Weight) + (1 - Kept));
        return time.GetTimestamp() >= _next;
    }

    /// <summary>Runs something that is not counted as training.</summary>
    public TResult Aside<TResult>(Func<TResult> work)
    {
        long start = time.GetTimestamp();
        TResult result = work();
        long spent = time.GetTimestamp() - start;
        _notTraining += spent;
        _reported += spent;
        return result;
    }

    public StepProgress Report(long step, long first, RunInfo info, double rate)
    {
        long now = time.GetTimestamp();
        double seconds = (double)(now - _reported) / time.TimestampFrequency;
        long from = _reportedStep < 0 ? first : _reportedStep;
        TimeSpan elapsed = Elapsed;
        if (seconds > 0 && step > from)
        {
            // About a second of memory. The first step makes what all others find ready: it tells the pace until there is a second.
            double keep = Math.Exp(-seconds);
            _recent = _warm is null ? default : ((keep * _recent.Steps) + step - from, (keep * _recent.Seconds) + seconds);
            _pace = _warm is null ? (step - from) / seconds : _recent.Steps / _recent.Seconds;
        }

        (_reported, _reportedStep, _next) = (now, step, now + _every);
        if (step > first)
            _warm ??= (elapsed, step);
        TimeSpan? left = step >= info.TotalSteps ? TimeSpan.Zero
            : _warm is { } warm && step > warm.Step ? TimeSpan.FromTicks((long)Math.Min(TimeSpan.MaxValue.Ticks / 2.0,
                (double)(elapsed - warm.Elapsed).Ticks / (step - warm.Step) * (info.TotalSteps - step)))
            : null;
        // A run whose time is up ends, whatever steps are left.
        if (info.Recipe.Budget.Minutes is { } minutes && (TimeSpan.FromMinutes(minutes) - elapsed) is var most && !(left <= most))
            left = most > TimeSpan.Zero ? most : TimeSpan.Zero;
        int epoch = (int)Math.Min(info.Epochs, (Math.Max(0, step - 1) / info.StepsPerEpoch) + 1);
        return new StepProgress(step, info.TotalSteps, epoch, info.Epochs, Loss, _pace, rate, elapsed, left);
    }
}
