using Weir.Tensors;
using Weir.Training;

namespace Weir.Studies.Tests.Running;

/// <summary>What is said of a study's folder that cannot be read as it is.</summary>
public sealed class StudyResultsTests : IDisposable
{
    private const string Text = """
        base: {a: {data: {source: moons, training: 20, validation: 10}, model: [linear: outputs], optimizer: {sgd: {rate: 0.1}}}}
        seeds: 1
        """;

    private readonly string _folder = Directory.CreateTempSubdirectory("weir-results-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void A_folder_of_runs_that_cannot_be_listed_is_named()
    {
        File.WriteAllText(Path.Combine(_folder, StudyFolder.StudyFileName), Text);
        Should.Throw<FileException>(() => StudyResults.Read(_folder)).Place.ShouldBe(Path.Combine(_folder, StudyFolder.RunsName));
    }

    [Theory]
    [InlineData("""{"run": "a.s1", "status": null, "steps": 1, "trained": true, "values": {}}""")]
    [InlineData("""{"run": "a.s1", "status": "finished", "steps": 1, "trained": true, "values": {}, "findings": [null]}""")]
    [InlineData("""{"run": "a.s1", "status": "finished", "steps": 1, "trained": true, "values": {}, "layers": [null]}""")]
    [InlineData("null")]
    public void A_result_with_nothing_where_something_stands_is_damaged(string json)
    {
        File.WriteAllText(Path.Combine(_folder, RunYield.FileName), json);
        Should.Throw<RunException>(() => RunYield.Read(_folder)).Message
            .ShouldStartWith($"{Path.Combine(_folder, RunYield.FileName)}: damaged: it holds no result of a run.");
    }

    [Fact]
    public void Lists_that_a_result_leaves_out_are_empty()
    {
        File.WriteAllText(Path.Combine(_folder, RunYield.FileName), """
            {"run": "a.s1", "status": "finished", "steps": 1, "trained": true, "values": {}}
            """);
        RunYield read = RunYield.Read(_folder).ShouldNotBeNull();
        read.Findings.ShouldBeEmpty();
        read.Layers.ShouldBeEmpty();
    }
}
