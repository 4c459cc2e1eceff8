using Weir.Tensors;

namespace Weir.Cli;

/// <summary>A command cannot do what it was asked for. The message says what is wrong, where, and what to do.</summary>
internal sealed class CommandException : WeirException
{
    /// <summary>Makes the error.</summary>
    public CommandException(string message)
        : base(message)
    {
    }

    /// <summary>Makes the error with the one behind it.</summary>
    public CommandException(string message, Exception innerException)
        : base(message, innerException)
    {
    }

    /// <summary>Makes the error without a message.</summary>
    public CommandException()
    {
    }
}
