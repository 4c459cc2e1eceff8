using Weir.Tensors;

namespace Weir.Diagnosis;

/// <summary>A file that holds no facts. The message names it and says what to do.</summary>
public sealed class FactsException : WeirException
{
    /// <summary>Makes the error with its message.</summary>
    /// <param name="message">What is wrong, where, and what to do.</param>
    public FactsException(string message)
        : base(message)
    {
    }

    /// <summary>Makes the error with its message and the error behind it.</summary>
    /// <param name="message">What is wrong, where, and what to do.</param>
    /// <param name="innerException">The error behind this one.</param>
    public FactsException(string message, Exception innerException)
        : base(message, innerException)
    {
    }

    /// <summary>Makes the error without a message.</summary>
    public FactsException()
    {
    }
}
