using Weir.Tensors;

namespace Weir.Flow;

/// <summary>A file that is no trace, or a damaged line of one. The message names file and line.</summary>
public sealed class TraceException : WeirException
{
    /// <summary>Makes the error with its message.</summary>
    /// <param name="message">What is wrong, and where.</param>
    public TraceException(string message)
        : base(message)
    {
    }

    /// <summary>Makes the error with its message and the error behind it.</summary>
    /// <param name="message">What is wrong, and where.</param>
    /// <param name="innerException">The error behind this one.</param>
    public TraceException(string message, Exception innerException)
        : base(message, innerException)
    {
    }

    /// <summary>Makes the error without a message.</summary>
    public TraceException()
    {
    }
}
