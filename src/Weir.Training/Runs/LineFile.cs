using System.Text;

namespace Weir.Training;

/// <summary>A file of a run that grows by whole lines of JSON.</summary>
internal sealed class LineFile(IFileLayer files, string path) : IDisposable
{
    private Stream? _stream;
    private bool _isUnsynced;

    /// <summary>Writes whole lines at the end.</summary>
    public void Write(Action<Stream> write) => RunException.Guarded(path, "it cannot be written", () =>
    {
        _isUnsynced = true;
        _stream ??= files.Append(path);
        write(_stream);
        _stream.Flush();
    });

    /// <summary>Brings what was written to the disk.</summary>
    /// <returns>Whether there was anything.</returns>
    public bool Sync()
    {
        if (!_isUnsynced || _stream is null)
            return false;
        RunException.Guarded(path, "it cannot be synced", () => files.Sync(_stream));
        _isUnsynced = false;
        return true;
    }

    /// <summary>Whether there is such a file.</summary>
    public bool Exists => files.Exists(path);

    /// <summary>The lines up to a step; empty where there are none.</summary>
    /// <exception cref="RunException">One of them is damaged, or the file cannot be read.</exception>
    public string UpTo(long step) => step == 0 || !Exists ? "" : RunException.Guard(path, "it cannot be read", () =>
    {
        byte[] content = WholeFile.ReadLines(files, path);
        return Encoding.UTF8.GetString(content, 0, JsonLines.Kept(path, content, step));
    });

    /// <summary>
    /// Cuts what was written after a step. All lines up to a checkpoint were synced before it was written: behind the last of them anything
    /// may stand, as after a loss of power, and is cut; a damaged line before it is an error.
    /// </summary>
    public void CutAfter(long step) => RunException.Guarded(path, "it cannot be cut", () =>
    {
        if (!files.Exists(path))
            return;
        if (step == 0)
        {
            files.Delete(path);
            return;
        }

        byte[] content = WholeFile.ReadLines(files, path);
        int kept = JsonLines.Kept(path, content, step);
        if (kept == content.Length && kept > 0)
            return;
        if (kept == 0)
        {
            // A file without a line is none: whoever writes begins it anew.
            files.Delete(path);
            return;
        }

        using Stream stream = files.Append(path);
        stream.SetLength(kept);
        files.Sync(stream);
    });

    public void Dispose() => _stream?.Dispose();
}
