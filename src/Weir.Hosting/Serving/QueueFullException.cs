using Weir.Tensors;

namespace Weir.Hosting;

/// <summary>A request that a <see cref="PredictionQueue"/> has no room for. The message says what to do.</summary>
public sealed class QueueFullException : WeirException
{
    /// <summary>Makes the error with its message.</summary>
    /// <param name="message">What is wrong.</param>
    public QueueFullException(string message)
        : base(message)
    {
    }

    /// <summary>Makes the error with its message and the error behind it.</summary>
    /// <param name="message">What is wrong.</param>
    /// <param name="innerException">The error behind this one.</param>
    public QueueFullException(string message, Exception innerException)
        : base(message, innerException)
    {
    }

    /// <summary>Makes the error without a message.</summary>
    public QueueFullException()
    {
    }

    /// <summary>How long all that waits will take, by the pace of the last batch; null before there was one.</summary>
    public TimeSpan? RetryAfter { get; init; }
}
