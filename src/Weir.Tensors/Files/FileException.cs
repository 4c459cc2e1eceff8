namespace Weir.Tensors;

/// <summary>A file or folder that cannot be read, written or found. <see cref="WeirException.Place"/> names it.</summary>
public sealed class FileException : WeirException
{
    /// <summary>Makes the error with its message.</summary>
    /// <param name="message">What is wrong, and where.</param>
    public FileException(string message)
        : base(message)
    {
    }

    /// <summary>Makes the error with its message and the error behind it.</summary>
    /// <param name="message">What is wrong, and where.</param>
    /// <param name="innerException">The error behind this one.</param>
    public FileException(string message, Exception innerException)
        : base(message, innerException)
    {
    }

    /// <summary>Makes the error without a message.</summary>
    public FileException()
    {
    }

    /// <summary>Does something with a file; what the disk has against it becomes an error that names the file.</summary>
    /// <typeparam name="T">What comes of it.</typeparam>
    /// <param name="path">The file or folder.</param>
    /// <param name="what">What is the matter if it fails, as in <c>it cannot be read</c>.</param>
    /// <param name="work">What is done.</param>
    /// <exception cref="FileException">The disk refuses it.</exception>
    public static T Guard<T>(string path, string what, Func<T> work)
    {
        try
        {
            return work();
        }
        catch (Exception error) when (DiskError.Is(error) && error is not EndOfStreamException)
        {
            throw new FileException($"{what}: {DiskError.Words(error)}", error) { Place = path };
        }
    }

    /// <summary>Does something with a file; what the disk has against it becomes an error that names the file.</summary>
    /// <param name="path">The file or folder.</param>
    /// <param name="what">What is the matter if it fails, as in <c>it cannot be written</c>.</param>
    /// <param name="work">What is done.</param>
    /// <exception cref="FileException">The disk refuses it.</exception>
    public static void Guard(string path, string what, Action work) => _ = Guard(path, what, () =>
    {
        work();
        return true;
    });
}
