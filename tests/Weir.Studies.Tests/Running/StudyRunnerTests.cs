using Weir.Training;

namespace Weir.Studies.Tests.Running;

public class StudyRunnerTests
{
    [Fact]
    public void A_study_makes_every_run_and_writes_its_tables()
    {
        using Folder folder = new();
        Study study = StudyReader.Parse(Make.Small);
        StudyResults results = StudyRunner.Run(study, new StudyOptions { RunsDirectory = folder.Path });
        results.IsComplete.ShouldBeTrue();
        results.Cells.Count.ShouldBe(4);
        foreach (Cell cell in results.Cells)
        {
            IReadOnlyList<(long Seed, RunYield Yield)> runs = results.Of(cell);
            runs.Select(run => run.Seed).ShouldBe([1L, 2L, 3L]);
            runs.ShouldAllBe(run => run.Yield["accuracy"] >= 0 && run.Yield["accuracy"] <= 1 && run.Yield["attenuation-start"] != null
                && run.Yield["steps"] == 30);
        }

        string root = folder["small"];
        // An ordinary run directory, which other commands read.
        RunDirectory.ReadRecord(Path.Combine(root, "runs", "relu.batch-norm.s2"))!.Status.ShouldBe("finished");
        RunDirectory.ReadMetrics(Path.Combine(root, "runs", "relu.batch-norm.s2")).Count.ShouldBe(3);
        File.ReadAllText(Path.Combine(root, StudyTables.Markdown)).ShouldContain("| relu | batch-norm |");
        File.ReadAllLines(Path.Combine(root, StudyTables.Csv)).Length.ShouldBe(13);
        File.ReadAllText(Path.Combine(root, StudyTables.Json)).ShouldContain("\"format\": \"weir-study\"");
        StudyFolder.IsStudy(root).ShouldBeTrue();
        Directory.EnumerateFileSystemEntries(Path.Combine(root, "claims")).ShouldBeEmpty();
        // What stands in the folder says the same.
        StudyResults read = StudyResults.Read(root);
        read.IsComplete.ShouldBeTrue();
        MarkdownTable.Page(read).ShouldBe(MarkdownTable.Page(results));
        Directory.Delete(Path.Combine(root, "runs", "relu.batch-norm.s2"), recursive: true);
        StudyResults.Read(root).IsComplete.ShouldBeFalse();
    }

    [Fact]
    public void Data_and_its_order_are_shared_by_the_cells_of_a_seed()
    {
        using Folder folder = new();
        // Two levels that do nothing: every number agrees, to the bit.
        Study study = StudyReader.Parse(Make.Small.Replace("without: {}", "one: {}", StringComparison.Ordinal)
            .Replace("batch-norm: {insert: {before-activation: 'model[hidden]', layers: [batch-norm]}}", "other: {}",
            StringComparison.Ordinal));
        StudyResults results = StudyRunner.Run(study, new StudyOptions { RunsDirectory = folder.Path });
        foreach (string measure in new[] { "accuracy", "loss", "attenuation-end", "update-ratio" })
        {
            foreach (Cell one in results.Cells.Where(cell => cell.Level("norm") == "one"))
            {
                Cell other = results.Cells.Single(cell => cell.Network == one.Network && cell.Level("norm") == "other");
                results.Of(one).Select(run => run.Yield[measure]).ShouldBe(results.Of(other).Select(run => run.Yield[measure]), measure);
            }
        }
    }

    /// <summary>A run that was killed before it told what it yields is asked everything that the others are.</summary>
    [Fact]
    public void What_a_finished_run_yields_is_worked_out_anew_where_it_was_not_told()
    {
        using Folder folder = new();
        Study study = StudyReader.Parse(Make.Small + "\nmeasures: [accuracy, test-seconds]\n");
        StudyOptions options = new() { RunsDirectory = folder.Path };
        StudyResults first = StudyRunner.Run(study, options);
        string lost = Directory.GetFiles(folder.Path, RunYield.FileName, SearchOption.AllDirectories).Order(StringComparer.Ordinal).First();
        RunYield before = RunYield.Read(Path.GetDirectoryName(lost)!)!;
        File.Delete(lost);
        StudyRunner.Run(study, options).IsComplete.ShouldBeTrue();
        RunYield after = RunYield.Read(Path.GetDirectoryName(lost)!)!;
        after.Values.Keys.Order().ShouldBe(before.Values.Keys.Order());
        after["test-seconds"].ShouldNotBeNull().ShouldBeGreaterThan(0);
        after["accuracy"].ShouldBe(before["accuracy"]);
        first.IsComplete.ShouldBeTrue();
    }

    [Theory]
    [InlineData("\"steps\": *[0-9]+", "\"steps\":-5")]
    [InlineData("\"validation\": *[0-9.e-]+", "\"validation\":1e308")]
    public void A_result_that_no_run_has_is_refused_by_name(string pattern, string instead)
    {
        using Folder folder = new();
        RunYield yield = Make.Yield("a.s1", "validation", 0.5);
        yield.Write(folder.Path);
        string file = folder[RunYield.FileName], text = File.ReadAllText(file);
        string damaged = System.Text.RegularExpressions.Regex.Replace(text, pattern, instead);
        damaged.ShouldNotBe(text);
        File.WriteAllText(file, damaged);
        Should.Throw<RunException>(() => RunYield.Read(folder.Path)).Message.ShouldStartWith($"{file}: damaged");
    }

    [Fact]
    public void A_study_that_is_stopped_again_and_again_ends_in_the_same_table()
    {
        using Folder folder = new();
        Study study = StudyReader.Parse(
            Make.Small.Replace("epochs: 3", "epochs: 6\n    checkpoints: {every-steps: 7}", StringComparison.Ordinal));
        string whole = Table(StudyRunner.Run(study, new StudyOptions { RunsDirectory = folder["whole"] }));

        // Stopped after longer and longer times: on a machine that is busy, short ones make no step at all.
        int stops = 0;
        TimeSpan after = TimeSpan.FromMilliseconds(15);
        StudyResults results;
        do
        {
            using CancellationTokenSource stop = new();
            results = StudyRunner.Run(study, new StudyOptions { RunsDirectory = folder["parts"] },
                new Stopper(stop, after), stop.Token);
            stops++;
            after *= 1.1;
        }
        while (!results.IsComplete && stops < 100);
        results.IsComplete.ShouldBeTrue();
        stops.ShouldBeGreaterThan(3);
        Table(results).ShouldBe(whole);
    }

    [Fact]
    public void Two_at_work_on_one_folder_share_the_runs_and_see_the_same_table()
    {
        using Folder folder = new();
        Study study = StudyReader.Parse(Make.Small);
        Counter[] counters = [new(), new()];
        StudyResults[] results = new StudyResults[2];
        Parallel.Invoke([.. Enumerable.Range(0, 2).Select(who => (Action)(() =>
            results[who] = StudyRunner.Run(study,
                new StudyOptions { RunsDirectory = folder.Path, Workers = 1, Poll = TimeSpan.FromMilliseconds(20) }, counters[who])))]);
        results.ShouldAllBe(result => result.IsComplete);
        Table(results[0]).ShouldBe(Table(results[1]));
        // Nobody makes a run twice: a run directory has one start, whose metrics are those of one pass.
        foreach (string run in Directory.GetDirectories(Path.Combine(folder["small"], "runs")))
            RunDirectory.ReadMetrics(run).Select(epoch => epoch.Epoch).ShouldBe([1, 2, 3]);
        Directory.GetDirectories(Path.Combine(folder["small"], "runs")).Length.ShouldBe(12);
    }

    [Fact]
    public void More_workers_change_no_bit()
    {
        using Folder folder = new();
        Study study = StudyReader.Parse(Make.Small);
        Table(StudyRunner.Run(study, new StudyOptions { RunsDirectory = folder["one"], Workers = 1 }))
            .ShouldBe(Table(StudyRunner.Run(study, new StudyOptions { RunsDirectory = folder["four"], Workers = 4 })));
    }

    [Fact]
    public void More_seeds_go_on_with_what_is_there_and_another_recipe_is_refused()
    {
        using Folder folder = new();
        StudyOptions options = new() { RunsDirectory = folder.Path };
        Study study = StudyReader.Parse(Make.Small, quick: true);
        _ = StudyRunner.Run(study, options);
        Counter counter = new();
        StudyRunner.Run(study with { Seeds = [1, 2, 3] }, options, counter).IsComplete.ShouldBeTrue();
        counter.Ended.ShouldBe(2);
        Study changed = StudyReader.Parse(Make.Small.Replace("set: {epochs: 1}", "set: {epochs: 1, batch: 10}", StringComparison.Ordinal),
            quick: true);
        Should.Throw<RunException>(() => StudyRunner.Run(changed, options)).Message.ShouldContain("was made with another recipe");
    }

    [Fact]
    public void Runs_that_diverge_are_results()
    {
        using Folder folder = new();
        Study study = StudyReader.Parse("""
            name: divergence
            base:
              net:
                data: {source: friedman, training: 100, validation: 50}
                model: [{linear: 16, activation: relu}, linear: outputs]
                loss: mean-squared-error
                optimizer: {sgd: {rate: 0.01}}
                batch: 10
                epochs: 2
            factors: {rate: {small: {}, huge: {optimizer.*.rate: 1e6}}}
            seeds: 2
            measures: [fit, diverged]
            """);
        StudyResults results = StudyRunner.Run(study, new StudyOptions { RunsDirectory = folder.Path });
        results.IsComplete.ShouldBeTrue();
        results.Of(results.Cells[1]).ShouldAllBe(run => run.Yield.Diverged);
        StudyTable table = StudyTable.Of(results);
        table.Columns[^1].ShouldBe("diverged at");
        table.Rows[1].Entries[^1].Text.ShouldStartWith("2 of 2, at step ");
        table.Rows[0].Entries[^1].Text.ShouldBe("");
    }

    [Fact]
    public void A_search_finds_the_largest_rate_that_trains_between_its_limits()
    {
        using Folder folder = new();
        Study study = StudyReader.Parse(Make.Small + "\nlargest: {rate: {path: optimizer.*.rate, from: 0.01, to: 1e6, within: 3}}\n",
            quick: true) with
        { Margin = 0.2, Seeds = [1, 2] };
        study = study with { Set = [.. study.Set, Change.Set("epochs", "4")] };
        StudyResults results = StudyRunner.Run(study, new StudyOptions { RunsDirectory = folder.Path });
        results.IsComplete.ShouldBeTrue();
        foreach (Cell cell in results.Cells)
        {
            SearchState state = results.SearchesOf(cell).Single();
            state.Next.ShouldBeNull();
            if (state.Failing is { } failing && state.Largest is { } largest)
                (failing / largest).ShouldBeInRange(1, 3);
            // From what lies in the folder, the state is the same again.
        }

        StudyRunner.Run(study, new StudyOptions { RunsDirectory = folder.Path }).SearchesOf(results.Cells[0]).Single().ToString()
            .ShouldBe(results.SearchesOf(results.Cells[0]).Single().ToString());
    }

    private static string Table(StudyResults results) =>
        string.Join('\n', results.Cells
            .SelectMany(cell => results.Of(cell).Select(run => $"{run.Yield.Run} {run.Yield.Status} {string.Join(' ', run.Yield.Findings)} "
            + string.Join(' ', MeasureList.All.Where(measure => !measure.IsTime)
                .Select(measure => $"{measure.Name}={run.Yield[measure.Name]:R}")))));

    private sealed class Counter : IStudyObserver
    {
        public int Ended { get; private set; }

        public void OnStart(StudyProgress progress)
        {
        }

        public void OnProgress(StudyProgress progress)
        {
        }

        public void OnRun(PlannedRun run, RunYield result, StudyProgress progress) => Ended++;
    }

    private sealed class Stopper(CancellationTokenSource stop, TimeSpan after) : IStudyObserver
    {
        public void OnStart(StudyProgress progress) => stop.CancelAfter(after);

        public void OnProgress(StudyProgress progress)
        {
        }

        public void OnRun(PlannedRun run, RunYield result, StudyProgress progress)
        {
        }
    }
}
