using System.Text;
using System.Text.Json;
using Weir.Tensors;

namespace Weir.Training;

/// <summary>
/// Files with a JSON object on each line, written by appending whole lines. A line that a killed program left half-written
/// at the end is dropped when the file is read, and cut off before more is appended. No part of an object is JSON: a last line
/// that is JSON of another kind is no torn one, and is left to the reader to refuse.
/// </summary>
internal static class JsonLines
{
    private const byte End = (byte)'\n';
    private const string StepKey = "step";

    /// <summary>The whole lines of a file; none if there is no such file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="files">What reads the disk. Default: the system's files.</param>
    public static IReadOnlyList<string> Read(string path, IFileLayer? files = null)
    {
        files ??= DiskFiles.Instance;
        if (!files.Exists(path))
            return [];
        string[] lines = Encoding.UTF8.GetString(WholeFile.ReadLines(files, path)).Split('\n');
        // What stands behind the last line end is torn, or empty.
        List<string> whole = [.. lines.AsSpan(0, lines.Length - 1)];
        if (whole.Count > 0 && !IsJson(whole[^1]))
            whole.RemoveAt(whole.Count - 1);
        return whole;
    }

    /// <summary>How many bytes of a file are of a step or an earlier one, or of none, as a header is.</summary>
    /// <param name="path">The file, for messages.</param>
    /// <param name="content">What it holds.</param>
    /// <param name="step">The step.</param>
    /// <exception cref="RunException">A line among those is no JSON.</exception>
    internal static int Kept(string path, byte[] content, long step)
    {
        int kept = 0, start = 0;
        (int Line, Exception Error)? damaged = null;
        for (int line = 1; content.AsSpan(start).IndexOf(End) is >= 0 and var length; line++)
        {
            ReadOnlyMemory<byte> text = content.AsMemory(start, length);
            start += length + 1;
            try
            {
                if (StepOf(text) > step)
                    continue;
                if (damaged is { } before)
                    throw new RunException($"{path}, line {before.Line}: damaged: it is no JSON", before.Error)
                    {
                        Remedy = "Remove the line to go on without it",
                    };
                kept = start;
            }
            catch (Exception error) when (Damage.IsDamage(error))
            {
                damaged ??= (line, error);
            }
        }

        return kept;
    }

    /// <summary>The step that the last of whole lines tells of; 0 where it tells of none, or there is none.</summary>
    /// <param name="lines">The lines, each of them JSON.</param>
    internal static long LastStep(string lines) =>
        lines.Length == 0 ? 0 : StepOf(Encoding.UTF8.GetBytes(lines[(lines.LastIndexOf('\n', lines.Length - 2) + 1)..]));

    /// <summary>How many whole lines there are.</summary>
    /// <param name="lines">The lines.</param>
    internal static int Count(string lines) => lines.Count(letter => letter == (char)End);

    /// <summary>The step that a line tells of; 0 where it tells of none.</summary>
    private static long StepOf(ReadOnlyMemory<byte> line)
    {
        using JsonDocument json = JsonDocument.Parse(line);
        return json.RootElement.ValueKind == JsonValueKind.Object && json.RootElement.TryGetProperty(StepKey, out JsonElement value)
            && value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out long step) ? step : 0;
    }

    private static bool IsJson(string line)
    {
        try
        {
            using JsonDocument json = JsonDocument.Parse(line);
            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }
}
