namespace Weir.Studies.Tests.Running;

/// <summary>A study with searches that is run again.</summary>
public class SearchRunTests
{
    private const string Text = """
        name: small
        base:
          net:
            data: {source: moons, training: 60, validation: 40, test: 0}
            model: [{linear: 8, activation: tanh}, linear: outputs]
            optimizer: {sgd: {rate: 0.1}}
            batch: 20
            epochs: 2
        seeds: 2
        largest: {rate: {path: optimizer.*.rate, from: 0.01, to: 1.0e+9, within: 100}}
        """;

    /// <summary>The runs of its search were told as if they ended now.</summary>
    [Fact]
    public void What_its_searches_have_tried_is_there_already()
    {
        using Folder folder = new();
        StudyOptions options = new() { RunsDirectory = folder.Path, Workers = 1 };
        Counter first = new(), again = new();
        StudyRunner.Run(StudyReader.Parse(Text), options, first);
        first.There.ShouldBe(0);
        int all = Directory.GetDirectories(folder["small/runs"]).Length;
        all.ShouldBeGreaterThan(2);
        first.Ended.Count.ShouldBe(all);
        StudyResults results = StudyRunner.Run(StudyReader.Parse(Text), options, again);
        (again.There, again.Ended.Count).ShouldBe((all, 0));
        results.SearchesOf(results.Cells[0]).Single().Next.ShouldBeNull();

        // One of them is made again, and the search comes by what it tried after it: the one alone is told.
        string lost = Path.GetFileName(Directory.GetDirectories(folder["small/runs"], "net.rate-1e9.s1").Single());
        Directory.Delete(folder[$"small/runs/{lost}"], recursive: true);
        Counter more = new();
        StudyRunner.Run(StudyReader.Parse(Text), options, more);
        more.Ended.ShouldBe([lost]);
    }

    /// <summary>They were left out.</summary>
    [Fact]
    public void The_lines_of_all_runs_have_what_searches_tried_with_its_number_and_what_came_of_it()
    {
        using Folder folder = new();
        StudyResults results = StudyRunner.Run(StudyReader.Parse(Text), new StudyOptions { RunsDirectory = folder.Path, Workers = 1 });
        string[][] lines = [.. File.ReadAllLines(folder["small/runs.csv"]).Select(line => line.Split(','))];
        Dictionary<string, string[]> columns = Enumerable.Range(0, lines[0].Length)
            .ToDictionary(at => lines[0][at], at => lines.Skip(1).Select(line => line[at]).ToArray());
        columns["run"].Order().ShouldBe(Directory.GetDirectories(folder["small/runs"]).Select(Path.GetFileName).Order());
        columns["run"].Take(3).ShouldBe(["net.s1", "net.s2", "net.rate-1e9.s1"]);
        columns["search"].Take(3).ShouldBe(["", "", "rate"]);
        columns["tried"].Take(3).ShouldBe(["", "", "1000000000"]);
        columns["seed"].Take(3).ShouldBe(["1", "2", "1"]);
        double[] trained = [.. columns["tried"].Zip(columns["trained"]).Where(pair => pair.First.Length > 0 && pair.Second == "1")
            .Select(pair => double.Parse(pair.First, System.Globalization.CultureInfo.InvariantCulture)).Order()];
        trained[^1].ShouldBe(results.SearchesOf(results.Cells[0]).Single().Largest!.Value);
    }

    [Fact]
    public void A_study_without_searches_has_no_columns_for_them() => CsvTable.Write(Make.Results(Make.Study(["net"], ("a", ["1"])),
        "accuracy", (_, _) => 0.5)).ShouldStartWith("run,network,a,seed,status,accuracy,");

    [Fact]
    public void A_factor_that_is_called_as_a_column_gets_a_name_of_its_own() => CsvTable.Write(Make.Results(Make.Study(["net"],
        ("loss", ["a"]), ("seed", ["1"]), ("b", ["1"])), "accuracy", (_, _) => 0.5))
        .ShouldStartWith("run,network,factor loss,factor seed,b,seed,status,accuracy,");

    private sealed class Counter : IStudyObserver
    {
        public int There { get; private set; }

        public List<string> Ended { get; } = [];

        public void OnStart(StudyProgress progress) => There = progress.Done;

        public void OnProgress(StudyProgress progress)
        {
        }

        public void OnRun(PlannedRun run, RunYield result, StudyProgress progress) => Ended.Add(run.Name);
    }
}
