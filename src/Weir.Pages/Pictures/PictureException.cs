using Weir.Tensors;

namespace Weir.Pages;

/// <summary>Pictures that could not be drawn. The message says why, and what to do.</summary>
public sealed class PictureException : WeirException
{
    /// <summary>Makes the error with its message.</summary>
    /// <param name="message">Why, and what to do.</param>
    public PictureException(string message)
        : base(message)
    {
    }

    /// <summary>Makes the error with its message and the error behind it.</summary>
    /// <param name="message">Why, and what to do.</param>
    /// <param name="innerException">The error behind it.</param>
    public PictureException(string message, Exception innerException)
        : base(message, innerException)
    {
    }

    /// <summary>Makes the error without a message.</summary>
    public PictureException()
    {
    }
}
