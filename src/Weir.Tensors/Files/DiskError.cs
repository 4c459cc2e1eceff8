namespace Weir.Tensors;

/// <summary>What counts as an error of the disk, and not of the program: the one place that says so.</summary>
public static class DiskError
{
    /// <summary>Whether an exception tells what the disk, or the system before it, has against a file or folder.</summary>
    /// <param name="error">The exception.</param>
    public static bool Is(Exception error) => error is IOException or UnauthorizedAccessException || IsTooLarge(error);

    /// <summary>What it says, without a full stop.</summary>
    /// <param name="error">An exception of which <see cref="Is"/> holds.</param>
    public static string Words(Exception error) => IsTooLarge(error)
        ? "File too large: the system allows this process no file of that size (see 'ulimit -f'), or its file system does not"
        : error.Message.TrimEnd('.');

    // EFBIG: .NET takes it for an argument that is out of range, and says so in these words.
    private static bool IsTooLarge(Exception error) => error is ArgumentOutOfRangeException { ParamName: "value" }
        && (error.Message.StartsWith("Specified file length was too large", StringComparison.Ordinal)
            || error.Message.StartsWith("ArgumentOutOfRange_FileLengthTooBig", StringComparison.Ordinal));
}
