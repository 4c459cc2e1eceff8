using Weir.Training;

namespace Weir.Studies;

/// <summary>
/// Makes the runs of a study, several side by side, and writes its tables. What there is in the study's folder is kept and gone on with; a
/// second process on the same folder shares the work. A run's number of threads is part of the study, so that its bits do not depend on who
/// makes it.
/// </summary>
public static class StudyRunner
{
    private static readonly TimeSpan s_tell = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan s_tables = TimeSpan.FromSeconds(5);

    /// <summary>Runs a study to its end, or until it is stopped.</summary>
    /// <param name="study">The study.</param>
    /// <param name="options">How it is run. Default: under <c>runs/</c>.</param>
    /// <param name="observer">Is told of it as it goes, or null.</param>
    /// <param name="cancel">Ends all runs after their current steps; everything is kept, and the study can be gone on with.</param>
    /// <returns>What has been yielded; incomplete where it was stopped.</returns>
    /// <exception cref="RecipeException">A cell is impossible, or its data cannot be read; nothing was run.</exception>
    /// <exception cref="RunException">The folder cannot be written, or a run in it was made by another study.</exception>
    public static StudyResults Run(Study study, StudyOptions? options = null, IStudyObserver? observer = null,
        CancellationToken cancel = default)
    {
        options ??= new StudyOptions();
        SharedData data = new(options.DataDirectory, StudyFolder.RunsOf(options.RunsDirectory, study));
        IReadOnlyList<Cell> cells = CellCheck.Cells(study, data);
        IReadOnlyList<PlannedRun> planned = PlannedRun.Of(study, cells);
        SameStudy same = new(study, cells, planned, data);
        StudyFolder folder = StudyFolder.Open(options.RunsDirectory, study, planned, same);
        long started = options.Time.GetTimestamp(), tablesAt = started;
        int workers = options.WorkersOf(study);
        Lock telling = new();
        using ManualResetEvent ended = new(false);
        StudyQueue queue = null!;
        queue = new StudyQueue(study, cells, planned, folder, options.Time, Tell, run => same.Check(folder, run, isBeside: true))
        {
            Remarks = data.Remarks,
        };
        RunExecution execution = new(study, folder, options, data);
        observer?.OnStart(Progress());

        using (ITimer beats = options.Time.CreateTimer(_ => queue.Beat(), null, Claim.Beat, Claim.Beat))
        using (ITimer tells = options.Time.CreateTimer(_ => TellProgress(), null, s_tell, s_tell))
            Workers.Run(workers, "study worker", Work, cancel);

        StudyResults results = queue.Results();
        StudyTables.Write(folder, results, options.Time.GetUtcNow());
        return results;

        void Work(CancellationToken stop)
        {
            while (!stop.IsCancellationRequested)
            {
                ended.Reset();
                if (queue.Next(out bool isOver) is { } run)
                    Make(run, stop);
                else if (isOver)
                    return;
                else
                    WaitHandle.WaitAny([stop.WaitHandle, ended], options.Poll);
            }
        }

        void Make(PlannedRun run, CancellationToken stop)
        {
            RunYield? yield = null;
            try
            {
                yield = execution.Make(run, share => queue.Note(run, share), stop);
            }
            finally
            {
                queue.End(run, yield);
                ended.Set();
            }

            if (yield is not null)
                Tell(run, yield);
        }

        void Tell(PlannedRun run, RunYield yield)
        {
            lock (telling)
            {
                // A table that fills can be looked at from outside; with thousands of short runs not after each.
                bool isTime = options.Time.GetElapsedTime(tablesAt) >= s_tables;
                if (observer is null && !isTime)
                    return;
                StudyProgress progress = Progress();
                observer?.OnRun(run, yield, progress);
                if (!isTime)
                    return;
                tablesAt = options.Time.GetTimestamp();
                StudyTables.Write(folder, progress.Results, options.Time.GetUtcNow());
            }
        }

        void TellProgress()
        {
            if (observer is null || !telling.TryEnter())
                return;
            try
            {
                observer.OnProgress(Progress());
            }
            finally
            {
                telling.Exit();
            }
        }

        StudyProgress Progress() => queue.Progress(options.Time.GetElapsedTime(started), workers);
    }
}
