using Weir.Tensors;

namespace Weir.Onnx;

/// <summary>
/// A network that cannot be written as ONNX, or an ONNX file that cannot be read as a network. The message says what and why.
/// </summary>
public sealed class OnnxException : WeirException
{
    /// <summary>Makes the error with its message.</summary>
    /// <param name="message">What is wrong, and where.</param>
    public OnnxException(string message)
        : base(message)
    {
    }

    /// <summary>Makes the error with its message and the error behind it.</summary>
    /// <param name="message">What is wrong, and where.</param>
    /// <param name="innerException">The error behind this one.</param>
    public OnnxException(string message, Exception innerException)
        : base(message, innerException)
    {
    }

    /// <summary>Makes the error without a message.</summary>
    public OnnxException()
    {
    }
}
