using System.Globalization;
using Weir.Tensors;

namespace Weir.Training;

/// <summary>The checkpoints of a run: the last few by step, and the best.</summary>
/// <param name="directory">The folder.</param>
/// <param name="files">What reads and writes the disk. Default: the system's files.</param>
internal sealed class CheckpointStore(string directory, IFileLayer? files = null)
{
    private const string Prefix = "step-";
    private const string Suffix = ".safetensors";

    private readonly IFileLayer _files = files ?? DiskFiles.Instance;
    private bool _isUnsettled;

    /// <summary>Where they are.</summary>
    public string Folder => directory;

    /// <summary>The file of the best checkpoint.</summary>
    public string Best => Path.Combine(directory, "best" + Suffix);

    /// <summary>The file of the network whose loss was no longer finite, kept to be looked at; a run never goes on from it.</summary>
    public string NonFinite => Path.Combine(directory, "nonfinite" + Suffix);

    /// <summary>The best checkpoint until that of its step is there too.</summary>
    private string NextBest => Best + ".next";

    /// <summary>The file of the checkpoint of a step.</summary>
    /// <param name="step">The step.</param>
    public string Of(long step) => Path.Combine(directory, $"{Prefix}{step:D9}{Suffix}");

    /// <summary>The steps that there are checkpoints of, the last one first.</summary>
    public IReadOnlyList<long> Steps() =>
        [.. _files.List(directory).Select(StepIn).OfType<long>().OrderDescending()];

    /// <summary>The step that the name of a checkpoint says; null of other files.</summary>
    private static long? StepIn(string name) => name.StartsWith(Prefix, StringComparison.Ordinal)
        && name.EndsWith(Suffix, StringComparison.Ordinal)
        && long.TryParse(name[Prefix.Length..^Suffix.Length], NumberStyles.None, CultureInfo.InvariantCulture, out long step) ? step : null;

    /// <summary>
    /// Writes a checkpoint, and then removes those that are too many. The best comes under a name of its own before the checkpoint of its
    /// step, and takes its place behind it: at any moment the last checkpoint says which of the two is the best of the run up to there.
    /// </summary>
    /// <param name="step">Its step.</param>
    /// <param name="keep">How many of the last are kept, and of the last that are well.</param>
    /// <param name="healthy">The last step whose network is well.</param>
    /// <param name="isBest">Whether it is kept as the best too.</param>
    /// <param name="save">Writes it.</param>
    internal void Add(long step, int keep, long healthy, bool isBest, Action<Stream> save)
    {
        RunException.Guarded(Of(step), "the checkpoint cannot be written", () =>
        {
            Prepare();
            if (isBest)
            {
                WholeFile.WriteSynced(_files, NextBest, save);
                _files.SyncDirectory(directory);
            }

            WholeFile.Write(_files, Of(step), save);
            if (isBest)
            {
                _files.Move(NextBest, Best);
                _isUnsettled = true;
            }

            Thin(keep, healthy);
        });
    }

    /// <summary>Keeps a network whose loss is not finite, apart from the checkpoints.</summary>
    internal void AddNonFinite(Action<Stream> save) => RunException.Guarded(NonFinite, "the network cannot be written", () =>
    {
        Prepare();
        WholeFile.Write(_files, NonFinite, save);
    });

    /// <summary>Removes all of them, the latest first: what is left at any moment is an earlier state.</summary>
    internal void Clear() => RunException.Guarded(directory, "the checkpoints cannot be removed", () =>
    {
        IReadOnlyList<string> there = _files.List(directory);
        foreach (string file in (string[])[NextBest, NonFinite, .. Steps().Select(Of), Best])
        {
            if (there.Contains(Path.GetFileName(file)))
                _files.Delete(file);
        }
    });

    /// <summary>Brings the folder to where it was at a checkpoint.</summary>
    /// <param name="from">The checkpoint; null for the run's start.</param>
    /// <param name="keep">How many of the last are kept, and of the last that are well.</param>
    internal void GoBackTo(Checkpoint? from, int keep) => RunException.Guarded(directory, "the checkpoints cannot be put in order", () =>
    {
        _isUnsettled = true;
        IReadOnlyList<string> names = _files.List(directory);
        foreach (string name in names.Where(IsUnfinished))
            _files.Delete(Path.Combine(directory, name));
        foreach (long late in Steps().Where(other => other > (from?.Step ?? 0)))
            _files.Delete(Of(late));
        if (names.Contains(Path.GetFileName(NextBest)))
        {
            if (from?.Best is { } best && StepOfNext() == best.Step)
                _files.Move(NextBest, Best);
            else
                _files.Delete(NextBest);
        }

        // The best of steps that are made again is not the best of the run now; where it still is, it comes again.
        if (_files.Exists(Best) && !(StepOf(Best) <= (from?.Step ?? 0)))
            _files.Delete(Best);
        // A version before did not say which of them were well.
        if (from is not { IsHealthy: false, HealthyStep: null })
            Thin(keep, from?.LastHealthy ?? 0);
    });

    /// <summary>
    /// Throws where the best checkpoint is damaged. It is whole before it gets its name, so that no death and no loss of power makes it so.
    /// </summary>
    internal void CheckBest()
    {
        if (_files.Exists(Best) && RunException.Guard(Best, "the best checkpoint cannot be read", () => StepOf(Best)) is null)
            throw new RunException($"{Best}: the best checkpoint is damaged; remove the file to go on without the best epoch up to here");
    }

    /// <summary>
    /// Brings to the disk what was renamed and removed: before a run is said to be over, so that nothing strays after it.
    /// </summary>
    internal void Settle() => RunException.Guarded(directory, "the checkpoints' names cannot be synced", () =>
    {
        if (_isUnsettled && _files.List(directory).Count > 0)
            _files.SyncDirectory(directory);
        _isUnsettled = false;
    });

    /// <summary>Whether a name is one that a checkpoint has until it is whole.</summary>
    private bool IsUnfinished(string name) => name.EndsWith(WholeFile.Unfinished, StringComparison.Ordinal)
        && name[..^WholeFile.Unfinished.Length] is var whole
        && (whole == Path.GetFileName(Best) || whole == Path.GetFileName(NonFinite) || StepIn(whole) is not null);

    private void Thin(int keep, long healthy)
    {
        // Whatever comes of a network that is not well takes the place of none that is.
        IReadOnlyList<long> steps = Steps();
        HashSet<long> kept = [.. steps.Take(keep), .. steps.Where(step => step <= healthy).Take(keep)];
        foreach (long old in steps.Where(step => !kept.Contains(step)))
        {
            RunException.Guarded(Of(old), "the old checkpoint cannot be removed", () => _files.Delete(Of(old)));
            _isUnsettled = true;
        }
    }

    private void Prepare()
    {
        if (_files.List(directory).Count > 0)
            return;
        _files.CreateDirectory(directory);
        _files.SyncDirectory(Path.GetDirectoryName(Path.GetFullPath(directory))!);
    }

    /// <summary>The step of a checkpoint; null where the file is none, as one that was not finished.</summary>
    private long? StepOf(string path)
    {
        try
        {
            using Stream stream = _files.OpenRead(path);
            return Checkpoint.Read(path, stream, _ => false).Checkpoint.Step;
        }
        catch (SafetensorsException)
        {
            return null;
        }
    }

    /// <summary>
    /// The step of what was to become the best; null where it is none: a pipe or a link to nothing is as good as unfinished.
    /// </summary>
    private long? StepOfNext()
    {
        try
        {
            return StepOf(NextBest);
        }
        catch (Exception error) when (error is FileException or FileNotFoundException)
        {
            return null;
        }
    }
}
