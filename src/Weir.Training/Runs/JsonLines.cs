using System.Text.Json;

namespace Weir.Training;

/// <summary>
/// Files with a JSON object on each line, written by appending whole lines. A line that a killed program left half-written
/// at the end is dropped when the file is read, and cut off before more is appended.
/// </summary>
public static class JsonLines
{
    private const byte End = (byte)'\n';

    /// <summary>The whole lines of a file; none if there is no such file.</summary>
    /// <param name="path">The file.</param>
    public static IReadOnlyList<string> Read(string path)
    {
        if (!File.Exists(path))
            return [];
        using FileStream stream = new(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        using StreamReader reader = new(stream);
        string text = reader.ReadToEnd();
        string[] lines = text.Split('\n');
        // What stands behind the last line end is torn, or empty.
        List<string> whole = [.. lines.AsSpan(0, lines.Length - 1)];
        if (whole.Count > 0 && !IsObject(whole[^1]))
            whole.RemoveAt(whole.Count - 1);
        return whole;
    }

    /// <summary>Opens a file to append whole lines to; a torn last line is cut off first.</summary>
    /// <param name="path">The file; it is made if there is none.</param>
    internal static FileStream Append(string path)
    {
        FileStream stream = new(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.ReadWrite | FileShare.Delete, bufferSize: 1);
        if (stream.CanSeek)
            CutTornLine(stream);
        return stream;
    }

    /// <summary>Keeps the lines that a rule chooses, and cuts the others; the file is replaced at one stroke.</summary>
    /// <exception cref="RunException">A line is no JSON.</exception>
    internal static void Keep(string path, Func<string, bool> rule)
    {
        if (!File.Exists(path))
            return;
        IReadOnlyList<string> lines = Read(path);
        List<string> kept = [];
        for (int i = 0; i < lines.Count; i++)
        {
            try
            {
                if (rule(lines[i]))
                    kept.Add(lines[i]);
            }
            catch (JsonException error)
            {
                throw new RunException($"{path}, line {i + 1}: damaged: it is no JSON. Remove the line to go on without it", error);
            }
        }

        string temporary = path + ".tmp";
        File.WriteAllText(temporary, string.Concat(kept.Select(line => line + "\n")));
        File.Move(temporary, path, overwrite: true);
    }

    /// <summary>The whole number of a key in a line; null where there is none.</summary>
    internal static long? Number(string line, string key)
    {
        using JsonDocument json = JsonDocument.Parse(line);
        return json.RootElement.TryGetProperty(key, out JsonElement value) && value.ValueKind == JsonValueKind.Number ? value.GetInt64() : null;
    }

    private static void CutTornLine(FileStream stream)
    {
        long end = stream.Length;
        while (end > 0)
        {
            stream.Position = end - 1;
            if (stream.ReadByte() == End)
                break;
            end--;
        }

        if (end < stream.Length)
            stream.SetLength(end);
        stream.Position = end;
    }

    private static bool IsObject(string line)
    {
        try
        {
            using JsonDocument json = JsonDocument.Parse(line);
            return json.RootElement.ValueKind == JsonValueKind.Object;
        }
        catch (JsonException)
        {
            return false;
        }
    }
}
