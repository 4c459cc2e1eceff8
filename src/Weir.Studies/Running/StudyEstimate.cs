using Weir.Data;
using Weir.Training;

namespace Weir.Studies;

/// <summary>What a study would take, from a few measured steps of each cell. Nothing is written.</summary>
public sealed record StudyEstimate
{
    private const int FirstSteps = 20;
    private const int Growth = 4;

    // Code is compiled again, for speed, after its first thirty calls and a tenth of a second: shorter spans measure the compiler.
    private static readonly TimeSpan s_enough = TimeSpan.FromSeconds(0.4);

    // The first steps of a large network meet memory that nobody has touched: until two spans agree, or a span takes so long.
    private static readonly TimeSpan s_longest = TimeSpan.FromSeconds(3);
    private const double Agreeing = 0.2;

    /// <summary>The cells.</summary>
    public required IReadOnlyList<CellEstimate> Cells { get; init; }

    /// <summary>Runs of the table.</summary>
    public required int Runs { get; init; }

    /// <summary>Runs that searches may take besides, at most.</summary>
    public required int Trials { get; init; }

    /// <summary>Runs side by side.</summary>
    public required int Workers { get; init; }

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
    /// <exception cref="RecipeException">A cell is impossible.</exception>
    /// <exception cref="DataException">The data cannot be read.</exception>
    /// <exception cref="OperationCanceledException">It was ended.</exception>
    public static StudyEstimate Of(Study study, StudyOptions? options = null, CancellationToken cancel = default)
    {
        options ??= new StudyOptions();
        IReadOnlyList<Cell> cells = CellPlan.Of(study);
        SharedData data = new(options.DataDirectory);
        CellCheck.Check(study, cells, data);
        List<CellEstimate> estimates = [];
        foreach (Cell cell in cells)
        {
            cancel.ThrowIfCancellationRequested();
            estimates.Add(Measure(study, cell, data, options));
        }

        int trials = study.Largest.Sum(search =>
            cells.Sum(cell => SearchState.Of(study, cell, search, new Dictionary<string, RunYield>()).MostLeft));
        int workers = options.WorkersOf(study);
        double seconds = estimates.Sum(estimate => estimate.Run.TotalSeconds);
        double total = (seconds * study.Seeds.Count) + (trials * seconds / cells.Count);
        return new StudyEstimate
        {
            Cells = estimates,
            Runs = cells.Count * study.Seeds.Count,
            Trials = trials,
            Workers = workers,
            Total = TimeSpan.FromSeconds(total / Math.Min(workers, cells.Count * study.Seeds.Count)),
        };
    }

    private static CellEstimate Measure(Study study, Cell cell, SharedData data, StudyOptions options)
    {
        Recipe recipe = new PlannedRun { Name = cell.Name, Cell = cell, Seed = study.Seeds[0] }.Recipe();
        TrainerOptions how = new() { Threads = study.Threads, Data = data.Of(recipe), Time = options.Time, Measuring = false };
        RunInfo info;
        TrainingResult result;
        long steps;
        int stepsPerEpoch, measured = FirstSteps / Growth;
        double step = double.PositiveInfinity;
        bool isSteady;
        do
        {
            measured *= Growth;
            using Trainer trainer = Trainer.Start(recipe with { Budget = new BudgetRecipe { Steps = measured }, Pretrain = null }, how);
            info = trainer.Info;
            stepsPerEpoch = recipe.StepsPerEpoch(info.TrainingSamples);
            steps = recipe.Budget.TotalSteps(stepsPerEpoch);
            result = trainer.Run();
            double before = step;
            step = result.StepsPerSecond > 0 ? 1 / result.StepsPerSecond : 0;
            isSteady = Math.Abs(step - before) <= Agreeing * before;
        }
        while (result.Status == TrainingStatus.Finished && measured < steps && (measured == FirstSteps || result.Elapsed < s_enough
            || (!isSteady && result.Elapsed < s_longest)));
        // What is left are the evaluations, one at the end of each epoch.
        double rest = Math.Max(0, result.Elapsed.TotalSeconds - (step * result.Steps));
        double evaluation = rest / Math.Ceiling((double)measured / stepsPerEpoch);
        double seconds = (steps * step) + (Math.Ceiling((double)steps / stepsPerEpoch) * evaluation);
        TimeSpan run = TimeSpan.FromSeconds(recipe.Budget.Minutes is { } minutes ? Math.Min(seconds, minutes * 60) : seconds);
        return new CellEstimate(cell, info.Parameters, steps, run);
    }
}
