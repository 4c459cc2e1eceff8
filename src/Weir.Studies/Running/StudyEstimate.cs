using Weir.Training;

namespace Weir.Studies;

/// <summary>
/// What a study would take: a run of each cell is begun as it will be, as many side by side as there will be, with all that is measured and
/// written, and what it does not come to in a moment is reckoned from its steps. Whatever else the machine does at that time counts. What
/// is written goes to a temporary folder, which is removed.
/// </summary>
public sealed record StudyEstimate
{
    // What all cells together may take of steps, and what one of them does.
    private static readonly TimeSpan s_most = TimeSpan.FromSeconds(6), s_longest = TimeSpan.FromSeconds(1), s_shortest =
        TimeSpan.FromSeconds(0.1);

    /// <summary>The cells.</summary>
    public required IReadOnlyList<CellEstimate> Cells { get; init; }

    /// <summary>Runs of the table.</summary>
    public required int Runs { get; init; }

    /// <summary>Runs that searches may take besides, at most.</summary>
    public required int Trials { get; init; }

    /// <summary>Runs side by side.</summary>
    public required int Workers { get; init; }

    /// <summary>What is to be said of the data, as that it stands for other that was not there. Default: nothing.</summary>
    public IReadOnlyList<string> Remarks { get; init; } = [];

    /// <summary>About how long the whole takes.</summary>
    public required TimeSpan Total { get; init; }

    /// <summary>What a cell takes.</summary>
    /// <param name="Cell">The cell.</param>
    /// <param name="Parameters">Numbers that training moves.</param>
    /// <param name="Steps">Steps of a run, at most.</param>
    /// <param name="Run">About how long a run takes.</param>
    public sealed record CellEstimate(Cell Cell, long Parameters, long Steps, TimeSpan Run);

    /// <summary>Measures it.</summary>
    /// <param name="study">The study.</param>
    /// <param name="options">How it would be run. Default: as <see cref="StudyRunner.Run"/>'s.</param>
    /// <param name="cancel">Ends the measuring.</param>
    /// <exception cref="RecipeException">A cell is impossible, or its data cannot be read.</exception>
    /// <exception cref="RunException">The temporary folder cannot be written.</exception>
    /// <exception cref="OperationCanceledException">It was ended.</exception>
    public static StudyEstimate Of(Study study, StudyOptions? options = null, CancellationToken cancel = default)
    {
        options ??= new StudyOptions();
        SharedData data = new(options.DataDirectory, StudyFolder.RunsOf(options.RunsDirectory, study));
        IReadOnlyList<Cell> cells = CellCheck.Cells(study, data);
        int workers = options.WorkersOf(study), runs = cells.Count * study.Seeds.Count;
        using TrialFolder folder = new(study);
        int atOnce = Math.Min(workers, cells.Count);
        TimeSpan each = s_most * atOnce / cells.Count;
        CellTrial trial = new(study, folder.Study, data, options, each < s_shortest ? s_shortest : each < s_longest ? each : s_longest);
        var estimates = new CellEstimate[cells.Count];
        // The first run of a process meets code that has not been compiled.
        _ = trial.Make(cells[0], cancel);
        int next = -1;
        Studies.Workers.Run(atOnce, "estimate", stop =>
        {
            while (Interlocked.Increment(ref next) is var at && at < cells.Count)
                estimates[at] = trial.Make(cells[at], stop);
        }, cancel);
        int trials = study.Largest.Sum(search =>
            cells.Sum(cell => SearchState.Of(study, cell, search, new Dictionary<string, RunYield>()).MostLeft));
        double seconds = estimates.Sum(estimate => estimate.Run.TotalSeconds);
        double total = (seconds * study.Seeds.Count) + (trials * seconds / cells.Count);
        return new StudyEstimate
        {
            Cells = estimates,
            Runs = runs,
            Trials = trials,
            Workers = workers,
            Remarks = data.Remarks,
            // No sooner than the longest run.
            Total = TimeSpan.FromSeconds(Math.Max(total / Math.Min(workers, runs), estimates.Max(estimate => estimate.Run.TotalSeconds))),
        };
    }
}
