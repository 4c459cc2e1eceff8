using Weir.Tensors;

namespace Weir.Training.Tests;

/// <summary>What a file holds, and which of its writes were not synced.</summary>
internal sealed class SimulatedFile
{
    private readonly List<(byte[]? Bytes, int At)> _unsynced = [];
    private byte[] _synced = [];

    public List<byte> Content { get; private set; } = [];

    /// <summary>Writes bytes at a place; without bytes, makes the file end there.</summary>
    public void Write(byte[]? bytes, int at)
    {
        _unsynced.Add((bytes, at));
        Apply(Content, bytes, at);
    }

    public void Sync()
    {
        _unsynced.Clear();
        _synced = [.. Content];
    }

    public void LosePower(RandomStream random)
    {
        List<byte> left = [.. _synced];
        foreach ((byte[]? bytes, int at) in _unsynced)
        {
            if (random.NextInteger(2) == 0)
                Apply(left, bytes, at);
        }

        Content = left;
        Sync();
    }

    private static void Apply(List<byte> content, byte[]? bytes, int at)
    {
        int end = at + (bytes?.Length ?? 0);
        // Where an earlier write is lost, there are zeros.
        while (content.Count < end)
            content.Add(0);
        if (bytes is null)
            content.RemoveRange(at, content.Count - at);
        for (int i = 0; i < (bytes?.Length ?? 0); i++)
            content[at + i] = bytes![i];
    }
}

/// <summary>The names in a folder, and which changes of them were not synced.</summary>
internal sealed class SimulatedFolder
{
    private readonly List<Action<Dictionary<string, SimulatedFile>, HashSet<string>>> _unsynced = [];
    private readonly List<SimulatedFile> _all = [];
    private Dictionary<string, SimulatedFile> _syncedNames = new(StringComparer.Ordinal);
    private HashSet<string> _syncedFolders = new(StringComparer.Ordinal);

    public Dictionary<string, SimulatedFile> Names { get; private set; } = new(StringComparer.Ordinal);

    public HashSet<string> Folders { get; private set; } = new(StringComparer.Ordinal);

    /// <summary>All files that were ever here.</summary>
    public IEnumerable<SimulatedFile> AllFiles => _all;

    public void Add(string name, SimulatedFile file)
    {
        _all.Add(file);
        Change((names, _) => names[name] = file);
    }

    public void AddFolder(string name) => Change((_, folders) => folders.Add(name));

    public void Remove(string name) => Change((names, _) => names.Remove(name));

    public void Rename(string from, string to)
    {
        SimulatedFile file = Names[from];
        // One stroke: both names change, or none.
        Change((names, _) =>
        {
            names.Remove(from);
            names[to] = file;
        });
    }

    public void Sync()
    {
        _unsynced.Clear();
        _syncedNames = new(Names, StringComparer.Ordinal);
        _syncedFolders = new(Folders, StringComparer.Ordinal);
    }

    public void LosePower(RandomStream random)
    {
        (Names, Folders) = (new(_syncedNames, StringComparer.Ordinal), new(_syncedFolders, StringComparer.Ordinal));
        foreach (Action<Dictionary<string, SimulatedFile>, HashSet<string>> change in _unsynced.ToArray())
        {
            if (random.NextInteger(2) == 0)
                change(Names, Folders);
        }

        Sync();
    }

    private void Change(Action<Dictionary<string, SimulatedFile>, HashSet<string>> change)
    {
        _unsynced.Add(change);
        change(Names, Folders);
    }
}

/// <summary>A stream into a file of a <see cref="SimulatedDisk"/>. A write at which the program dies is there by half.</summary>
internal sealed class SimulatedStream(SimulatedDisk disk, string path, SimulatedFile file, int position) : Stream
{
    private int _position = position;

    public string Path => path;

    public SimulatedFile File => file;

    public override bool CanRead => false;

    public override bool CanSeek => true;

    public override bool CanWrite => true;

    public override long Length => file.Content.Count;

    public override long Position { get => _position; set => _position = (int)value; }

    public override void Flush()
    {
    }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value)
    {
        using Lock.Scope scope = disk.Gate.EnterScope();
        disk.Enter("cut", path);
        file.Write(null, (int)value);
    }

    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    public override void Write(ReadOnlySpan<byte> buffer)
    {
        if (buffer.IsEmpty)
            return;
        using Lock.Scope scope = disk.Gate.EnterScope();
        bool wasDead = disk.IsDead;
        try
        {
            disk.Enter("write", path);
        }
        catch (Exception) when (!wasDead)
        {
            // What a death or a full disk leaves of a write.
            file.Write(buffer[..(buffer.Length / 2)].ToArray(), _position);
            throw;
        }

        file.Write(buffer.ToArray(), _position);
        _position += buffer.Length;
    }
}
