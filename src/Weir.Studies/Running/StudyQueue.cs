using Weir.Tensors;
using Weir.Training;

namespace Weir.Studies;

/// <summary>
/// Which run is to be made next. Workers of this process share it; those of other processes are known by their claims and results.
/// </summary>
internal sealed class StudyQueue
{
    private readonly Lock _gate = new();
    private readonly Study _study;
    private readonly IReadOnlyList<Cell> _cells;
    private readonly StudyFolder _folder;
    private readonly TimeProvider _time;
    private readonly Queue<PlannedRun> _fresh;
    private readonly ILookup<string, PlannedRun> _byCell;
    private readonly List<PlannedRun> _elsewhere = [];

    // Runs that had a result when this process began.
    private readonly HashSet<string> _before = [];
    private readonly Dictionary<string, (PlannedRun Run, Claim Claim, double Share)> _here = [];
    private readonly Dictionary<string, RunYield> _yields = [];
    private readonly Action<PlannedRun, RunYield> _found;
    private readonly Action<PlannedRun>? _check;
    private readonly List<(PlannedRun Run, RunYield Yield)> _foundNow = [];

    /// <summary>Takes in what there is.</summary>
    /// <param name="study">The study.</param>
    /// <param name="cells">Its cells.</param>
    /// <param name="runs">The runs of its table.</param>
    /// <param name="folder">Its folder.</param>
    /// <param name="time">The clock.</param>
    /// <param name="found">Is told of each result of another process, while it is being waited for.</param>
    /// <param name="check">Refuses the result of a run that was made of something else; null where nothing is.</param>
    public StudyQueue(Study study, IReadOnlyList<Cell> cells, IReadOnlyList<PlannedRun> runs, StudyFolder folder, TimeProvider time,
        Action<PlannedRun, RunYield> found, Action<PlannedRun>? check = null)
    {
        (_study, _cells, _folder, _time, _found, _check) = (study, cells, folder, time, found, check);
        Runs = runs;
        _byCell = StudyResults.ByCell(runs);
        _fresh = new Queue<PlannedRun>(Runs);
        foreach (PlannedRun run in Runs)
        {
            if (RunYield.Read(folder.RunDirectory(run.Name), study) is { } yield)
                _yields[run.Name] = yield;
        }

        if (study.Largest.Count == 0)
            return;
        _before = [.. FileException.Guard(folder.Runs, "its runs cannot be listed", () => Directory.GetDirectories(folder.Runs))
            .Where(run => File.Exists(Path.Combine(run, RunYield.FileName))).Select(run => Path.GetFileName(run)!)];
        TakeInBefore();
    }

    /// <summary>The runs of the table.</summary>
    public IReadOnlyList<PlannedRun> Runs { get; }

    /// <summary>What is to be said of the data.</summary>
    public IReadOnlyList<string> Remarks { get; init; } = [];

    /// <summary>Takes the next run that nobody makes.</summary>
    /// <param name="isOver">Whether nothing is left to be made, here or elsewhere.</param>
    /// <returns>Null where there is none now.</returns>
    public PlannedRun? Next(out bool isOver)
    {
        PlannedRun? next;
        (PlannedRun Run, RunYield Yield)[] found;
        lock (_gate)
        {
            next = Choose(out isOver);
            found = [.. _foundNow];
            _foundNow.Clear();
        }

        // Outside of the lock: who is told may ask for the progress.
        foreach ((PlannedRun run, RunYield yield) in found)
            _found(run, yield);
        return next;
    }

    /// <summary>Notes how far a run is.</summary>
    public void Note(PlannedRun run, double share)
    {
        lock (_gate)
        {
            if (_here.TryGetValue(run.Name, out var entry))
                _here[run.Name] = entry with { Share = share };
        }
    }

    /// <summary>Notes that a run has ended here, or was given up.</summary>
    public void End(PlannedRun run, RunYield? yield)
    {
        lock (_gate)
        {
            if (yield is not null)
                _yields[run.Name] = yield;
            TakeInBefore();
            if (_here.Remove(run.Name, out var entry))
                entry.Claim.Release();
        }
    }

    /// <summary>Says to other processes that this one is alive.</summary>
    public void Beat()
    {
        lock (_gate)
        {
            foreach (var entry in _here.Values)
                entry.Claim.Renew(_time);
        }
    }

    /// <summary>The results so far.</summary>
    public StudyResults Results()
    {
        lock (_gate)
            return ResultsNow();
    }

    /// <summary>Where the study is.</summary>
    /// <param name="elapsed">Time since this process began.</param>
    /// <param name="workers">Runs side by side.</param>
    public StudyProgress Progress(TimeSpan elapsed, int workers)
    {
        lock (_gate)
        {
            int trials = Searches().Sum(state => state.MostLeft);
            ILookup<bool, PlannedRun> runs = Runs.ToLookup(run => _yields.ContainsKey(run.Name));
            int left = runs[false].Count();
            return new StudyProgress(
                ResultsNow(), _yields.Count,
                    _yields.Count + left + trials,
                [.. _here.Values.Select(entry => (entry.Run, entry.Share))], elapsed,
                    TimeLeft.Of(runs, trials, _yields, _here.Values.Select(entry => (entry.Run, entry.Share)), elapsed, workers));
        }
    }

    private PlannedRun? Choose(out bool isOver)
    {
        isOver = false;
        while (_fresh.TryDequeue(out PlannedRun? run))
        {
            if (_yields.ContainsKey(run.Name))
                continue;
            if (Take(run) is { } taken)
                return taken;
            if (!_yields.ContainsKey(run.Name))
                _elsewhere.Add(run);
        }

        PlannedRun[] trials = [.. Searches().SelectMany(state => state.Wanted)];
        foreach (PlannedRun run in (PlannedRun[])[.. _elsewhere, .. trials])
        {
            if (_here.ContainsKey(run.Name) || Take(run) is not { } taken)
                continue;
            _elsewhere.Remove(run);
            return taken;
        }

        _elsewhere.RemoveAll(run => _yields.ContainsKey(run.Name));
        isOver = _here.Count == 0 && _elsewhere.Count == 0 && Searches().All(state => state.Wanted.Count == 0);
        return null;
    }

    /// <summary>Takes in what searches have tried before, which nobody makes now: a number leads to the next.</summary>
    private void TakeInBefore()
    {
        while (_before.Count > 0 && Searches().SelectMany(state => state.Wanted).Where(run => _before.Remove(run.Name)).ToArray() is
            { Length: > 0 } there)
        {
            foreach (PlannedRun run in there)
            {
                if (RunYield.Read(_folder.RunDirectory(run.Name), _study) is { } yield)
                    _yields[run.Name] = yield;
            }
        }
    }

    private StudyResults ResultsNow() => new(_study, _cells, _byCell, new Dictionary<string, RunYield>(_yields)) { Remarks = Remarks };

    private IEnumerable<SearchState> Searches() =>
        _study.Largest.SelectMany(search => _cells.Select(cell => SearchState.Of(_study, cell, search, _yields)));

    private PlannedRun? Take(PlannedRun run)
    {
        string directory = _folder.RunDirectory(run.Name);
        // Where a claim has been silent its owner may sleep: a run that somebody is writing is not free.
        if (Known() || RunDirectory.IsBeingWritten(directory) || Claim.Take(_folder.Claims, run.Name, _time) is not { } claim)
            return null;
        bool isMine = false;
        try
        {
            // Another process may have ended it between the look and the claim, or have left it unfinished.
            if (Known())
                return null;
            if (RunDirectory.Exists(directory))
                _check?.Invoke(run);
            isMine = true;
        }
        finally
        {
            if (!isMine)
                claim.Release();
        }

        _here[run.Name] = (run, claim, 0);
        return run;

        bool Known()
        {
            if (RunYield.Read(directory, _study) is not { } yield)
                return false;
            _check?.Invoke(run);
            _yields[run.Name] = yield;
            _foundNow.Add((run, yield));
            return true;
        }
    }
}
