using Weir.Tensors;

namespace Weir.Training;

/// <summary>A recipe that cannot be used. The message has a line for every fault, with file, line and column.</summary>
public sealed class RecipeException : WeirException
{
    /// <summary>Makes the error from the faults.</summary>
    /// <param name="errors">One or more.</param>
    public RecipeException(IReadOnlyList<RecipeError> errors)
        : base(string.Join('\n', errors))
    {
        Errors = errors;
    }

    /// <summary>Makes the error of one fault.</summary>
    /// <param name="place">Where.</param>
    /// <param name="message">What.</param>
    public RecipeException(RecipePlace place, string message)
        : this([new RecipeError(place, message)])
    {
    }

    /// <summary>Makes the error with a message that names no place.</summary>
    /// <param name="message">What is wrong.</param>
    public RecipeException(string message)
        : this(default(RecipePlace), message)
    {
    }

    /// <summary>Makes the error with a message that names no place, and the error behind it.</summary>
    /// <param name="message">What is wrong.</param>
    /// <param name="innerException">The error behind this one.</param>
    public RecipeException(string message, Exception innerException)
        : base(message, innerException)
    {
        Errors = [new RecipeError(default, message)];
    }

    /// <summary>Makes the error without a message.</summary>
    public RecipeException()
        : this("the recipe cannot be used")
    {
    }

    /// <summary>The faults, in the order of the file.</summary>
    public IReadOnlyList<RecipeError> Errors { get; }

    /// <summary>File, line and column of the first fault.</summary>
    public override string Place => Errors[0].Where;

    /// <summary>A line for each fault, with its place.</summary>
    public override string Message => Fault;
}
