using Weir.Tensors;

namespace Weir.Training;

/// <summary>A safetensors file that is damaged or holds other things than expected. The message names file and reason.</summary>
public sealed class SafetensorsException : WeirException
{
    /// <summary>Makes the error with its message.</summary>
    /// <param name="message">What is wrong, and where.</param>
    public SafetensorsException(string message)
        : base(message)
    {
    }

    /// <summary>Makes the error with its message and the error behind it.</summary>
    /// <param name="message">What is wrong, and where.</param>
    /// <param name="innerException">The error behind this one.</param>
    public SafetensorsException(string message, Exception innerException)
        : base(message, innerException)
    {
    }

    /// <summary>Makes the error without a message.</summary>
    public SafetensorsException()
    {
    }
}
