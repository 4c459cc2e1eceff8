using Weir.Training;

namespace Weir.Studies.Tests.Running;

/// <summary>What a study is asked for may change; runs of before and of now stand in one table only where they were made alike.</summary>
public sealed class ChangedStudyTests : IDisposable
{
    private const string Small = """
        name: small
        base:
          net:
            data: {source: moons, training: 40, validation: 20}
            model: [linear: outputs]
            optimizer: {sgd: {rate: 0.1}}
            batch: 20
            epochs: 4
            checkpoints: {every: 2}
        seeds: 1
        """;

    private readonly Folder _folder = new();

    private string First => _folder["small/runs/net.s1"];

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("diagnosis: false", "", "with 'diagnosis: false', and the study has true")]
    [InlineData("", "diagnosis: false", "with 'diagnosis: true', and the study has false")]
    [InlineData("", "threads: 2", "with 'threads: 1', which its bits depend on, and the study has 2")]
    public void Runs_that_were_made_otherwise_are_refused(string before, string now, string message)
    {
        Run($"{Small}\n{before}");
        Should.Throw<RunException>(() => Run($"{Small}\n{now}".Replace("seeds: 1", "seeds: 2", StringComparison.Ordinal))).Message
            .ShouldStartWith($"{First}: this run was made {message}");
    }

    [Fact]
    public void How_fast_networks_answer_may_be_asked_for_afterwards()
    {
        Seconds(Run(Small)).ShouldBeNull();
        Seconds(Run(Small + "\nmeasures: [accuracy, test-seconds]"))!.Value.ShouldBeGreaterThan(0);

        static double? Seconds(StudyResults results) => results.Of(results.Cells[0]).Single().Yield["test-seconds"];
    }

    [Theory]
    [InlineData("metrics.jsonl", "metrics.jsonl has 3 of 4 epochs")]
    [InlineData("flow.jsonl", "flow.jsonl has 7 of the 8 steps that were sampled")]
    public void A_run_that_has_lost_a_line_with_its_result_is_an_error_that_says_what_to_do(string name, string what)
    {
        Run(Small);
        string file = Path.Combine(First, name);
        File.WriteAllLines(file, File.ReadAllLines(file).Where((_, i) => i != 1));
        File.Delete(Path.Combine(First, RunYield.FileName));
        Should.Throw<RunException>(() => Run(Small)).Message
            .ShouldBe($"{First}: the run has lost what it is judged by: {what}. Remove {First} to make the run again");
    }

    [Fact]
    public void A_run_that_was_killed_and_has_lost_a_line_does_not_go_on()
    {
        Recipe recipe = PlannedRun.Of(StudyReader.Parse(Small), CellPlan.Of(StudyReader.Parse(Small)))[0].Recipe();
        using (Trainer trainer = Trainer.Start(recipe, new TrainerOptions
        {
            RunsDirectory = _folder["small/runs"],
            Name = "net.s1",
            Threads = 1,
            PauseAt = 6,
        }))
            trainer.Run();
        string file = Path.Combine(First, "metrics.jsonl");
        File.WriteAllLines(file, File.ReadAllLines(file).Skip(1));
        Should.Throw<RunException>(() => Run(Small)).Message.ShouldContain("metrics.jsonl has 2 of 3 epochs");
    }

    private StudyResults Run(string text) => StudyRunner.Run(StudyReader.Parse(text), new StudyOptions { RunsDirectory = _folder.Path });
}
