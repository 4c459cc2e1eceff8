using Weir.Tensors;

namespace Weir.Training;

/// <summary>A run that cannot be started, resumed or written. The message says what is wrong, where, and what to do.</summary>
public sealed class RunException : WeirException
{
    /// <summary>Makes the error with its message.</summary>
    /// <param name="message">What is wrong, where, and what to do.</param>
    public RunException(string message)
        : base(message)
    {
    }

    /// <summary>Makes the error with its message and the error behind it.</summary>
    /// <param name="message">What is wrong, where, and what to do.</param>
    /// <param name="innerException">The error behind this one.</param>
    public RunException(string message, Exception innerException)
        : base(message, innerException)
    {
    }

    /// <summary>Makes the error without a message.</summary>
    public RunException()
    {
    }

    /// <summary>Whether the data of a run has changed, and all else may be well.</summary>
    internal bool IsOfOtherData { get; init; }

    /// <summary>Reads a file; a fault of the file system becomes a message that names it.</summary>
    internal static T Guard<T>(string path, string what, Func<T> work) => Guard(path, what, "", work);

    /// <summary>Writes, or opens what is to be written; a fault of the file system becomes a message that names the file.</summary>
    internal static T Guarded<T>(string path, string what, Func<T> work)
    {
        const string solace = ". What was written before is kept";
        try
        {
            return Guard(path, what, solace, work);
        }
        catch (FileException error)
        {
            // A pipe or a device lies in the place of the file.
            throw new RunException($"{what}: {error.Fault}{solace}", error) { Place = path };
        }
    }

    /// <summary>Writes; a fault of the file system becomes a message that names the file.</summary>
    internal static void Guarded(string path, string what, Action work) => _ = Guarded(path, what, () =>
    {
        work();
        return true;
    });

    private static T Guard<T>(string path, string what, string solace, Func<T> work)
    {
        try
        {
            return work();
        }
        catch (Exception error) when (DiskError.Is(error))
        {
            throw new RunException($"{what}: {DiskError.Words(error)}{solace}", error) { Place = path };
        }
    }
}
