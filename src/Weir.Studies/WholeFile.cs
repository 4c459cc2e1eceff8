using Weir.Training;

namespace Weir.Studies;

/// <summary>Writes files that are seen as they were before, or whole.</summary>
internal static class WholeFile
{
    /// <summary>Writes a text.</summary>
    /// <exception cref="RunException">The file cannot be written.</exception>
    public static void Write(string path, string text)
    {
        // Two processes may write the same file, each the same text: each by a name of its own.
        string beside = $"{path}.{Environment.ProcessId}.{Environment.CurrentManagedThreadId}.tmp";
        try
        {
            File.WriteAllText(beside, text);
            File.Move(beside, path, overwrite: true);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new RunException($"{path}: it cannot be written: {error.Message.TrimEnd('.')}. What was written before is kept", error);
        }
    }
}
