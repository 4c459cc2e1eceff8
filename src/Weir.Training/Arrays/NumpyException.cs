using Weir.Tensors;

namespace Weir.Training;

/// <summary>A .npy or .npz file that is damaged or holds what is not read. The message names file and reason.</summary>
public sealed class NumpyException : WeirException
{
    /// <summary>Makes the error with its message.</summary>
    /// <param name="message">What is wrong, and where.</param>
    public NumpyException(string message)
        : base(message)
    {
    }

    /// <summary>Makes the error with its message and the error behind it.</summary>
    /// <param name="message">What is wrong, and where.</param>
    /// <param name="innerException">The error behind this one.</param>
    public NumpyException(string message, Exception innerException)
        : base(message, innerException)
    {
    }

    /// <summary>Makes the error without a message.</summary>
    public NumpyException()
    {
    }
}
