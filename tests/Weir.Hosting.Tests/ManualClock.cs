namespace Weir.Hosting.Tests;

/// <summary>A clock that moves when a test moves it, with timers that ring on the way.</summary>
internal sealed class ManualClock : TimeProvider
{
    private readonly Lock _gate = new();
    private readonly List<Alarm> _alarms = [];
    private long _ticks;
    private TaskCompletionSource _armed = new();

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override long GetTimestamp() => Interlocked.Read(ref _ticks);

    public override DateTimeOffset GetUtcNow() => new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero).AddTicks(GetTimestamp());

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        Alarm alarm = new(this, () => callback(state));
        alarm.Change(dueTime, period);
        return alarm;
    }

    public void Advance(TimeSpan time)
    {
        Alarm[] due;
        lock (_gate)
        {
            _ticks += time.Ticks;
            due = [.. _alarms.Where(alarm => alarm.Due <= _ticks)];
            foreach (Alarm alarm in due)
                _alarms.Remove(alarm);
        }

        foreach (Alarm alarm in due)
            alarm.Ring();
    }

    /// <summary>Waits until a timer is set that rings at a time since the clock was made.</summary>
    public async Task Armed(TimeSpan at)
    {
        while (true)
        {
            Task armed;
            lock (_gate)
            {
                if (_alarms.Any(alarm => alarm.Due == at.Ticks))
                    return;
                _armed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
                armed = _armed.Task;
            }

            await armed.WaitAsync(TimeSpan.FromSeconds(60));
        }
    }

    private sealed class Alarm(ManualClock clock, Action ring) : ITimer
    {
        public long Due { get; private set; }

        public Action Ring { get; } = ring;

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            bool isDue;
            lock (clock._gate)
            {
                clock._alarms.Remove(this);
                if (dueTime == Timeout.InfiniteTimeSpan)
                    return true;
                Due = clock._ticks + dueTime.Ticks;
                isDue = dueTime <= TimeSpan.Zero;
                if (!isDue)
                    clock._alarms.Add(this);
                clock._armed.TrySetResult();
            }

            if (isDue)
                Ring();
            return true;
        }

        public void Dispose()
        {
            lock (clock._gate)
                clock._alarms.Remove(this);
        }

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
