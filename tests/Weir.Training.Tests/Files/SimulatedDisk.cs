using Weir.Tensors;

namespace Weir.Training.Tests;

/// <summary>The program is gone: nothing of it is written any more.</summary>
internal sealed class SimulatedDeath : Exception;

/// <summary>
/// A disk in memory that keeps what was synced apart from what only the system knows. It can stop the program at any operation that changes
/// it, fail as a disk does, and lose power: then what was not synced is there, or not, each write and each name by itself. A run and its
/// watch call it from threads of their own.
/// </summary>
internal sealed class SimulatedDisk : IFileLayer
{
    private readonly Dictionary<string, SimulatedFolder> _folders = new(StringComparer.Ordinal) { ["/"] = new() };
    private readonly HashSet<string> _locks = new(StringComparer.Ordinal);

    /// <summary>Held for each operation.</summary>
    internal Lock Gate { get; } = new();

    /// <summary>Whether the program has died and was not started again.</summary>
    public bool IsDead { get; private set; }

    /// <summary>Operations that change the disk, so far.</summary>
    public int Operations { get; private set; }

    /// <summary>Called before an operation with its number, from 1, and what it is; what it throws is thrown.</summary>
    public Action<int, string, string>? Before { get; set; }

    /// <summary>Called before a file is opened for reading, with its path; what it throws is thrown.</summary>
    public Action<string>? BeforeRead { get; set; }

    /// <summary>The contents of all files by path.</summary>
    public SortedDictionary<string, byte[]> Contents() => new(
        _folders.SelectMany(folder => folder.Value.Names.Select(name => (Path: Path.Combine(folder.Key, name.Key), name.Value)))
            .ToDictionary(file => file.Path, file => file.Value.Content.ToArray(), StringComparer.Ordinal),
        StringComparer.Ordinal);

    /// <summary>Starts the program again behind a death: all that it had written is there, and its locks are free.</summary>
    public void Restart()
    {
        (IsDead, Operations, Before, BeforeRead) = (false, 0, null, null);
        _locks.Clear();
    }

    /// <summary>Takes the power away: of what was not synced, each part is there with a chance of one half.</summary>
    public void LosePower(RandomStream random)
    {
        foreach (SimulatedFile file in _folders.Values.SelectMany(folder => folder.AllFiles).Distinct())
            file.LosePower(random);
        foreach (SimulatedFolder folder in _folders.Values)
            folder.LosePower(random);
        // A folder whose name is lost is lost with what is in it.
        foreach (string path in _folders.Keys.Where(path => path != "/" && !IsReachable(path)).ToArray())
            _folders.Remove(path);
        Restart();
    }

    public bool Exists(string path)
    {
        lock (Gate)
            return Folder(path)?.Names.ContainsKey(Name(path)) == true;
    }

    public IReadOnlyList<string> List(string directory)
    {
        lock (Gate)
            return _folders.TryGetValue(directory, out SimulatedFolder? folder) ? [.. folder.Names.Keys, .. folder.Folders] : [];
    }

    public Stream OpenRead(string path)
    {
        using Lock.Scope scope = Gate.EnterScope();
        BeforeRead?.Invoke(path);
        return new MemoryStream([.. File(path).Content], writable: false);
    }

    public Stream Create(string path)
    {
        using Lock.Scope scope = Gate.EnterScope();
        Delete(path);
        Enter("create", path);
        SimulatedFolder folder = Folder(path) ?? throw new DirectoryNotFoundException(path);
        SimulatedFile made = new();
        folder.Add(Name(path), made);
        return new SimulatedStream(this, path, made, 0);
    }

    public Stream Append(string path)
    {
        using Lock.Scope scope = Gate.EnterScope();
        SimulatedFile file = Exists(path) ? File(path) : ((SimulatedStream)Create(path)).File;
        return new SimulatedStream(this, path, file, file.Content.Count);
    }

    public void Sync(Stream file)
    {
        using Lock.Scope scope = Gate.EnterScope();
        SimulatedStream stream = (SimulatedStream)file;
        Enter("sync", stream.Path);
        stream.File.Sync();
    }

    public void Move(string from, string to)
    {
        using Lock.Scope scope = Gate.EnterScope();
        Enter("move", from);
        Folder(from)!.Rename(Name(from), Name(to));
    }

    public void Delete(string path)
    {
        using Lock.Scope scope = Gate.EnterScope();
        if (!Exists(path))
            return;
        Enter("delete", path);
        Folder(path)!.Remove(Name(path));
    }

    public void CreateDirectory(string path)
    {
        using Lock.Scope scope = Gate.EnterScope();
        if (_folders.ContainsKey(path))
            return;
        string above = Path.GetDirectoryName(path)!;
        CreateDirectory(above);
        Enter("folder", path);
        _folders.Add(path, new SimulatedFolder());
        _folders[above].AddFolder(Name(path));
    }

    public void SyncDirectory(string path)
    {
        using Lock.Scope scope = Gate.EnterScope();
        Enter("sync folder", path);
        _folders[path].Sync();
    }

    public IDisposable? TryLock(string path)
    {
        using Lock.Scope scope = Gate.EnterScope();
        if (!Exists(path))
            Create(path).Dispose();
        return _locks.Add(path) ? new Held(this, path) : null;
    }

    public bool IsLocked(string path) => _locks.Contains(path);

    internal void Enter(string operation, string path)
    {
        if (IsDead)
            throw new SimulatedDeath();
        Operations++;
        try
        {
            Before?.Invoke(Operations, operation, path);
        }
        catch (SimulatedDeath)
        {
            IsDead = true;
            throw;
        }
    }

    private static string Name(string path) => Path.GetFileName(path);

    private bool IsReachable(string path) =>
        path == "/" || (_folders.TryGetValue(Path.GetDirectoryName(path)!, out SimulatedFolder? above)
            && above.Folders.Contains(Name(path)) && IsReachable(Path.GetDirectoryName(path)!));

    private SimulatedFolder? Folder(string path) => _folders.GetValueOrDefault(Path.GetDirectoryName(path)!);

    private SimulatedFile File(string path) =>
        Folder(path)?.Names.GetValueOrDefault(Name(path)) ?? throw new FileNotFoundException($"there is no file {path}", path);

    private sealed class Held(SimulatedDisk disk, string path) : IDisposable
    {
        public void Dispose() => disk._locks.Remove(path);
    }
}
