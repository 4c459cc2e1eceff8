using System.Text.Json;
using System.Text.RegularExpressions;

namespace Weir.Tensors;

/// <summary>
/// The one place that turns what damaged content does to a reader into an error that names the file: whatever a parser throws over bytes
/// that it was not made for (no JSON, numbers of other types, letters that are half a character, claims that contradict each other) becomes
/// the reader's own error.
/// </summary>
public static class Damage
{
    /// <summary>Runs a reader, and turns the errors of damaged content into its own.</summary>
    /// <typeparam name="T">What it reads.</typeparam>
    /// <param name="read">The reader.</param>
    /// <param name="refuse">Its own error, given what is wrong in words and the error behind it.</param>
    public static T Read<T>(Func<T> read, Func<string, Exception, Exception> refuse)
    {
        try
        {
            return read();
        }
        catch (Exception error) when (IsDamage(error))
        {
            throw refuse(Words(error), error);
        }
    }

    /// <summary>Whether an error tells of content and not of the program or the machine.</summary>
    /// <param name="error">The error.</param>
    public static bool IsDamage(Exception error) =>
        error is JsonException or FormatException or ShapeException or InvalidOperationException or ArgumentException
        or OverflowException or InvalidDataException or NotSupportedException or KeyNotFoundException or IndexOutOfRangeException
        or InvalidCastException or RegexMatchTimeoutException or EndOfStreamException;

    private static string Words(Exception error)
    {
        if (error is JsonException { LineNumber: { } line } json)
            return $"it is no JSON of the kind that is expected: {FirstSentence(json.Message)} (line {line + 1})";
        if (error is JsonException or RegexMatchTimeoutException or IndexOutOfRangeException or InvalidCastException)
            return "its content is not of the kind that is expected";
        return FirstSentence(error.Message);
    }

    // Parsers put the place and the path behind the first sentence.
    private static string FirstSentence(string message)
    {
        string line = message.ReplaceLineEndings(" ");
        int end = line.IndexOf(". ", StringComparison.Ordinal);
        return (end < 0 ? line : line[..end]).TrimEnd('.');
    }
}
