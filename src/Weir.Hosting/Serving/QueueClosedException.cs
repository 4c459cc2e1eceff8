using Weir.Tensors;

namespace Weir.Hosting;

/// <summary>
/// A request that comes to a <see cref="PredictionQueue"/> that has ended, or that still waited when it was ended at once. Where an error
/// has ended the queue it is the <see cref="Exception.InnerException"/>.
/// </summary>
public sealed class QueueClosedException : WeirException
{
    /// <summary>Makes the error with its message.</summary>
    /// <param name="message">What is wrong.</param>
    public QueueClosedException(string message)
        : base(message)
    {
    }

    /// <summary>Makes the error with its message and the error behind it.</summary>
    /// <param name="message">What is wrong.</param>
    /// <param name="innerException">The error behind this one.</param>
    public QueueClosedException(string message, Exception innerException)
        : base(message, innerException)
    {
    }

    /// <summary>Makes the error without a message.</summary>
    public QueueClosedException()
    {
    }
}
