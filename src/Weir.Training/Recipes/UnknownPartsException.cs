using Weir.Tensors;

namespace Weir.Training;

/// <summary>
/// The recipe of a run names parts that are not known here: the program that trained it has registered them (see
/// <see cref="RecipeRegistry"/>), and whoever puts its network to work needs the same registry. What looks at its figures does without.
/// </summary>
public sealed class UnknownPartsException : WeirException
{
    /// <summary>Makes the error.</summary>
    /// <param name="file">The file that holds the recipe.</param>
    /// <param name="parts">The parts, as in <c>layer 'highway'</c>; one or more.</param>
    /// <param name="innerException">The faults as the recipe's reader tells them.</param>
    public UnknownPartsException(string file, IReadOnlyList<string> parts, Exception innerException)
        : base($"the recipe of the run names {List(parts)}, which the library does not have: a program has registered "
            + $"{(parts.Count == 1 ? "it" : "them")}, or a later version of Weir has {(parts.Count == 1 ? "it" : "them")}", innerException)
    {
        (Place, Parts, Remedy) = (file, parts, "Read the run with the RecipeRegistry of that program");
    }

    /// <summary>Makes the error with its message alone.</summary>
    /// <param name="message">What is wrong.</param>
    public UnknownPartsException(string message)
        : base(message)
    {
    }

    /// <summary>Makes the error with its message and the error behind it.</summary>
    /// <param name="message">What is wrong.</param>
    /// <param name="innerException">The error behind this one.</param>
    public UnknownPartsException(string message, Exception innerException)
        : base(message, innerException)
    {
    }

    /// <summary>Makes the error without a message.</summary>
    public UnknownPartsException()
    {
    }

    /// <summary>The parts, as in <c>layer 'highway'</c>.</summary>
    public IReadOnlyList<string> Parts { get; } = [];

    private static string List(IReadOnlyList<string> parts) => parts.Count == 1 ? parts[0]
        : $"{string.Join(", ", parts.SkipLast(1))} and {parts[^1]}";
}
