using Weir.Tensors;

namespace Weir.Data;

/// <summary>
/// Data that cannot be used: a file that is missing, damaged or of another kind, or a request that a source cannot
/// serve. The message says what is wrong, where, and what to do.
/// </summary>
public sealed class DataException : WeirException
{
    /// <summary>Makes the error with its message.</summary>
    /// <param name="message">What is wrong, where, and what to do.</param>
    public DataException(string message)
        : base(message)
    {
    }

    /// <summary>Makes the error with its message and the error behind it.</summary>
    /// <param name="message">What is wrong, where, and what to do.</param>
    /// <param name="innerException">The error behind this one.</param>
    public DataException(string message, Exception innerException)
        : base(message, innerException)
    {
    }

    /// <summary>Makes the error without a message.</summary>
    public DataException()
    {
    }

    /// <summary>
    /// The option of the request that the fault lies in, by its key in recipes, as <c>size</c>; null where it is of no one option. A recipe
    /// that gives the option is then told of at that line.
    /// </summary>
    public string? Option { get; init; }

    /// <summary>Whether the fault is the file's, so that nothing more of it can be read, and not that of one sample.</summary>
    internal bool IsOfFile { get; init; }
}
