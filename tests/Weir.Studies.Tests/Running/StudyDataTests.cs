using Weir.Training;

namespace Weir.Studies.Tests.Running;

/// <summary>A study whose data may stand for other that is not there.</summary>
public sealed class StudyDataTests : IDisposable
{
    private const string Text = """
        name: small
        base:
          net:
            data: {source: csv, file: table.csv, target: y, training: 40, validation: 20, test: 0, else: moons}
            model: [linear: outputs]
            optimizer: {sgd: {rate: 0.1}}
            batch: 20
            epochs: 2
        factors: {rate: {low: {}, high: {optimizer.sgd.rate: 0.2}}}
        seeds: SEEDS
        measures: [accuracy]
        """;

    private readonly Folder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void It_takes_what_is_there_says_so_and_stays_with_it_when_it_is_gone_on_with()
    {
        StudyEstimate.Of(Study(1), Options).Remarks.ShouldBe(["csv is not there, and moons is taken in its place"]);
        StudyResults first = Run(1);
        first.Remarks.ShouldBe(["csv is not there, and moons is taken in its place"]);
        RecipeReader.Read(_folder["small/runs/low.s1/recipe.yaml"]).Data.Source.ShouldBe("moons");
        RunDirectory.ReadRecord(_folder["small/runs/low.s1"])!.DataMissing!.ShouldHaveSingleItem().ShouldContain("table.csv");
        File.ReadAllText(_folder["small/table.md"]).ShouldContain("Data: csv is not there, and moons is taken in its place.");
        StudyResults.Read(_folder["small"]).Remarks.ShouldBe(first.Remarks);

        WriteTable();
        StudyResults more = Run(2);
        more.IsComplete.ShouldBeTrue();
        more.Remarks.ShouldHaveSingleItem().ShouldStartWith("it goes on with moons, as it began when csv was not there");
        RecipeReader.Read(_folder["small/runs/high.s2/recipe.yaml"]).Data.Source.ShouldBe("moons");
        StudyEstimate estimate = StudyEstimate.Of(Study(2), Options);
        estimate.Runs.ShouldBe(4);
        estimate.Remarks.ShouldBe(more.Remarks);
    }

    [Fact]
    public void What_is_preferred_is_taken_where_it_is_there_and_nothing_is_said()
    {
        WriteTable();
        StudyResults results = Run(1);
        results.Remarks.ShouldBeEmpty();
        RecipeReader.Read(_folder["small/runs/low.s1/recipe.yaml"]).Data.Source.ShouldBe("csv");
        RunDirectory.ReadRecord(_folder["small/runs/low.s1"])!.DataMissing.ShouldBeNull();
        File.Delete(_folder["table.csv"]);
        Should.Throw<RecipeException>(() => Run(2)).Message.ShouldStartWith("study:4:31: csv: table.csv: there is no such file");
    }

    private StudyOptions Options => new() { RunsDirectory = _folder.Path, DataDirectory = _folder.Path, Workers = 1 };

    private StudyResults Run(int seeds) => StudyRunner.Run(Study(seeds), Options);

    private static Study Study(int seeds) => StudyReader.Parse(Text.Replace("SEEDS", $"{seeds}", StringComparison.Ordinal));

    private void WriteTable() => File.WriteAllLines(_folder["table.csv"],
        ["a,b,y", .. Enumerable.Range(0, 60).Select(i => $"{i % 9},{i * i % 7},{(i % 2 == 0 ? "even" : "odd")}")]);
}
