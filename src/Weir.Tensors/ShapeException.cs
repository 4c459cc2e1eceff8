namespace Weir.Tensors;

/// <summary>
/// Shapes or index values that do not fit an operation. The message names the operation, the shapes and the rule.
/// </summary>
public class ShapeException : WeirException
{
    /// <summary>Makes the error with its message.</summary>
    /// <param name="message">What, where and which rule is broken.</param>
    public ShapeException(string message)
        : base(message)
    {
    }

    /// <summary>Makes the error with its message and the error behind it.</summary>
    /// <param name="message">What, where and which rule is broken.</param>
    /// <param name="innerException">The error behind this one.</param>
    public ShapeException(string message, Exception innerException)
        : base(message, innerException)
    {
    }

    /// <summary>Makes the error without a message.</summary>
    public ShapeException()
    {
    }
}
