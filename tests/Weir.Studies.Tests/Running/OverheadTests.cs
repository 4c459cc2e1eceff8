using System.Diagnostics;

namespace Weir.Studies.Tests.Running;

[CollectionDefinition(nameof(OverheadTests), DisableParallelization = true)]
public sealed class Alone;

/// <summary>The time of the process is taken, for which nothing else may run in it.</summary>
[Collection(nameof(OverheadTests))]
public class OverheadTests
{
    [Fact]
    public void A_thousand_runs_cost_a_study_next_to_nothing_beside_themselves()
    {
        using Folder folder = new();
        using Process process = Process.GetCurrentProcess();
        double tiny = SecondsOfATinyRun(folder, process);
        // Once for what is compiled on the way, as of the tiny runs.
        _ = SecondsOfAThousandRuns(folder["once"], process);
        // A twentieth of what as many tiny runs take themselves; once more where another program was in the way of the processor's caches.
        double most = 0.05 * tiny * 1000, seconds = SecondsOfAThousandRuns(folder["again"], process);
        if (seconds >= most)
            seconds = SecondsOfAThousandRuns(folder["more"], process);
        seconds.ShouldBeLessThan(most);
    }

    /// <summary>
    /// What a study does besides its runs (claims, results, tables), with runs whose results are there: the seconds are the study's alone.
    /// </summary>
    private static double SecondsOfAThousandRuns(string root, Process process)
    {
        Study study = Make.Study(["net"], ("a", ["1", "2", "3", "4", "5"]),
            ("b", ["1", "2"])) with
        { Seeds = [.. Enumerable.Range(1, 100).Select(seed => (long)seed)] };
        process.Refresh();
        TimeSpan start = process.TotalProcessorTime;
        IReadOnlyList<Cell> cells = CellPlan.Of(study);
        IReadOnlyList<PlannedRun> planned = PlannedRun.Of(study, cells);
        StudyFolder opened = StudyFolder.Open(root, study, planned);
        StudyQueue queue = new(study, cells, planned, opened, TimeProvider.System, (_, _) => { });
        int made = 0;
        while (queue.Next(out bool isOver) is { } run)
        {
            isOver.ShouldBeFalse();
            RunYield yield = Make.Yield(run.Name, "accuracy", 0.5 + (made % 7 * 0.01));
            Directory.CreateDirectory(opened.RunDirectory(run.Name));
            yield.Write(opened.RunDirectory(run.Name));
            queue.End(run, yield);
            _ = queue.Progress(TimeSpan.FromSeconds(made + 1), 2);
            made++;
        }

        StudyTables.Write(opened, queue.Results(), DateTimeOffset.UnixEpoch);
        made.ShouldBe(1000);
        process.Refresh();
        return (process.TotalProcessorTime - start).TotalSeconds;
    }

    /// <summary>What a run of thirty steps takes here, diagnosis, checkpoints and study included, once everything is compiled.</summary>
    private static double SecondsOfATinyRun(Folder folder, Process process)
    {
        Study small = StudyReader.Parse(Make.Small);
        StudyRunner.Run(small, new StudyOptions { RunsDirectory = folder["first"] });
        process.Refresh();
        TimeSpan start = process.TotalProcessorTime;
        StudyResults results = StudyRunner.Run(small, new StudyOptions { RunsDirectory = folder["second"] });
        process.Refresh();
        return (process.TotalProcessorTime - start).TotalSeconds / results.Cells.Sum(cell => results.Of(cell).Count);
    }
}
