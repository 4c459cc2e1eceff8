namespace Weir.Hosting;

/// <summary>How a <see cref="PredictionQueue"/> gathers requests.</summary>
public sealed record PredictionQueueOptions
{
    /// <summary>Requests that may wait: 1 or more. What comes beyond is refused, or waits outside. Default 1024.</summary>
    public int MostWaiting { get; init; } = 1024;

    /// <summary>Requests that go through the network together: 1 or more. Default 64.</summary>
    public int MostInBatch { get; init; } = 64;

    /// <summary>
    /// How long a request waits for others that could go with it, from 0 to a minute. Default 0: a batch is what has come while the one
    /// before it was worked out, so that a lone request never waits, and batches grow with the load.
    /// </summary>
    public TimeSpan LongestWait { get; init; } = TimeSpan.Zero;

    /// <summary>
    /// Whether a request that finds the queue full waits outside, behind those that came before it. Default false: it is refused at once
    /// (<see cref="QueueFullException"/>), so that callers can be told to come back later.
    /// </summary>
    public bool WaitsWhenFull { get; init; }

    /// <summary>Checks every option.</summary>
    /// <exception cref="ArgumentOutOfRangeException">One is outside its range.</exception>
    public void Check()
    {
        if (MostWaiting < 1)
            throw new ArgumentOutOfRangeException(nameof(MostWaiting), MostWaiting, "a queue holds 1 request or more");
        if (MostInBatch < 1)
            throw new ArgumentOutOfRangeException(nameof(MostInBatch), MostInBatch, "a batch holds 1 request or more");
        if (LongestWait < TimeSpan.Zero || LongestWait > TimeSpan.FromMinutes(1))
            throw new ArgumentOutOfRangeException(nameof(LongestWait), LongestWait, "a request waits from 0 to a minute for others");
    }
}
