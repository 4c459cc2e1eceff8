namespace Weir.Tensors;

/// <summary>
/// The base of all errors that are the user's to mend: a file that is damaged, shapes that do not fit, memory that is not there. The
/// message says where, what is wrong, what is expected there and what to do; a program shows it as it is. Errors of the program itself are
/// other exceptions.
/// </summary>
public abstract class WeirException : Exception
{
    /// <summary>Makes the error with its message.</summary>
    /// <param name="message">What is wrong; with <see cref="Place"/>, <see cref="Expected"/> and <see cref="Remedy"/>, where they are not
    /// given apart.</param>
    protected WeirException(string message)
        : base(message)
    {
    }

    /// <summary>Makes the error with its message and the error behind it.</summary>
    /// <param name="message">What is wrong.</param>
    /// <param name="innerException">The error behind this one.</param>
    protected WeirException(string message, Exception innerException)
        : base(message, innerException)
    {
    }

    /// <summary>Makes the error without a message.</summary>
    protected WeirException()
    {
    }

    /// <summary>Where: a file with its line, a layer with its path, a key of a recipe. Null where the message tells.</summary>
    public virtual string? Place { get; init; }

    /// <summary>What would be right there. Null where the message tells.</summary>
    public string? Expected { get; init; }

    /// <summary>
    /// What to do: the rest of a sentence, or, where it begins with a capital letter, a sentence. Null where the message tells.
    /// </summary>
    public string? Remedy { get; init; }

    /// <summary>Place, fault, what is expected and what to do, as far as they are known.</summary>
    public override string Message => WithoutRemedy
        + (Remedy is null ? "" : Remedy.Length > 0 && char.IsUpper(Remedy[0]) ? $". {Remedy}" : $": {Remedy}");

    /// <summary>The message but for what to do: what the fault is a part of may have other advice.</summary>
    public string WithoutRemedy =>
        (Place is null ? "" : $"{Place}: ") + Fault + (Expected is null ? "" : $"; {Expected} is expected");

    /// <summary>What is wrong: the message that the error was made with.</summary>
    protected internal string Fault => base.Message;
}
