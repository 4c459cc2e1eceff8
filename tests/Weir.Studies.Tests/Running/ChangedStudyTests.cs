using Weir.Diagnosis;
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

    /// <summary>A result that the disk had not when the machine went out, and one that was copied from another run.</summary>
    [Fact]
    public void An_empty_result_is_none_and_that_of_another_run_is_refused()
    {
        string two = Small.Replace("seeds: 1", "seeds: 2", StringComparison.Ordinal);
        Run(two);
        string[] files = [.. Directory.GetDirectories(_folder["small/runs"]).Order().Select(run => Path.Combine(run, RunYield.FileName))];
        string before = File.ReadAllText(files[0]);
        File.WriteAllText(files[0], "");
        Run(two).IsComplete.ShouldBeTrue();
        File.ReadAllText(files[0]).Length.ShouldBeInRange(before.Length - 40, before.Length + 40);
        File.Copy(files[1], files[0], overwrite: true);
        Should.Throw<RunException>(() => Run(two)).Message.ShouldContain($"{files[0]}: it is the result of another run, '"
            + $"{Path.GetFileName(Path.GetDirectoryName(files[1]))}'. Remove the file, and the study works it out again");
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
    public void A_run_without_its_record_is_refused_for_its_data_cannot_be_told()
    {
        string refusal = $"{First}: this run has a recipe and no run.json: what it was made with is not known. Remove {First} to make the "
            + "run again";
        Run(Small);
        File.Delete(Path.Combine(First, RunYield.FileName));
        File.Delete(Path.Combine(First, "run.json"));
        Should.Throw<RunException>(() => Run(Small)).Message.ShouldBe(refusal);
        Directory.Delete(First, recursive: true);
        Kill();
        File.Delete(Path.Combine(First, "run.json"));
        Should.Throw<RunException>(() => Run(Small)).Message.ShouldBe(refusal);
    }

    [Theory]
    [InlineData("run.json", "")]
    [InlineData("metrics.jsonl", "{}\n")]
    [InlineData("metrics.jsonl", "{{\n{}\n")]
    [InlineData("flow.jsonl", "{}\n")]
    [InlineData("facts.json", "{")]
    public void What_is_damaged_is_told_with_what_a_study_does_without_it(string name, string content)
    {
        Run(Small);
        File.Delete(Path.Combine(First, RunYield.FileName));
        File.WriteAllText(Path.Combine(First, name), content);
        string message = Should.Throw<RunException>(() => Run(Small)).Message;
        message.ShouldStartWith($"{First}: the run has lost what it is judged by: {Path.Combine(First, name)}");
        message.ShouldEndWith($". Remove {First} to make the run again");
        message.ShouldNotContain("Remove the");
    }

    [Theory]
    [InlineData(8, long.MaxValue)]
    [InlineData(8, 100_000_000_000)]
    public void Steps_that_a_record_claims_are_not_counted_one_by_one(int made, long claimed)
    {
        Run(Small);
        File.Delete(Path.Combine(First, RunYield.FileName));
        string file = Path.Combine(First, "run.json");
        File.WriteAllText(file, File.ReadAllText(file).Replace($"\"steps\": {made}", $"\"steps\": {claimed}", StringComparison.Ordinal));
        Should.Throw<RunException>(() => Run(Small)).Message.ShouldContain("flow.jsonl has 8 of the ");
    }

    [Fact]
    public void Findings_of_runs_that_no_rule_has_watched_are_not_none()
    {
        StudyResults watched = Run(Small);
        watched.Of(watched.Cells[0]).Single().Yield["findings"].ShouldNotBeNull();
        Directory.Delete(_folder["small"], recursive: true);
        StudyResults results = Run(Small + "\ndiagnosis: false");
        results.Of(results.Cells[0]).Single().Yield["findings"].ShouldBeNull();
    }

    [Fact]
    public void A_run_that_was_killed_while_rules_watched_it_is_no_run_of_a_study_without_them()
    {
        Run(Small);
        File.Delete(Path.Combine(First, RunYield.FileName));
        Should.Throw<RunException>(() => Run(Small + "\ndiagnosis: false")).Message
            .ShouldStartWith($"{First}: this run was made with 'diagnosis: true', and the study has false");
    }

    [Fact]
    public void A_run_that_was_killed_and_has_lost_a_line_does_not_go_on()
    {
        Kill();
        const string unwatched = Small + "\ndiagnosis: false";
        string file = Path.Combine(First, "metrics.jsonl");
        File.WriteAllLines(file, File.ReadAllLines(file).Skip(1));
        Should.Throw<RunException>(() => Run(unwatched)).Message.ShouldContain("metrics.jsonl has 2 of 3 epochs");
    }

    /// <summary>The lines of a run that goes on are looked at before it is, by another reader than those of one that is judged.</summary>
    [Theory]
    [InlineData("metrics.jsonl")]
    [InlineData("flow.jsonl")]
    public void What_is_damaged_of_a_run_that_was_killed_is_told_in_the_same_way(string name)
    {
        Kill();
        string file = Path.Combine(First, name);
        string[] lines = File.ReadAllLines(file);
        lines[1] = "{{";
        File.WriteAllLines(file, lines);
        string message = Should.Throw<RunException>(() => Run(Small + "\ndiagnosis: false")).Message;
        message.ShouldStartWith($"{First}: the run has lost what it is judged by: {file}, line 2");
        message.ShouldEndWith($". Remove {First} to make the run again");
        message.ShouldNotContain("Remove the");
    }

    [Fact]
    public void Facts_that_are_damaged_of_a_run_that_was_killed_have_the_advice_that_works()
    {
        Kill(isWatched: true);
        string facts = Path.Combine(First, "facts.json");
        File.WriteAllText(facts, "{");
        Should.Throw<RunException>(() => Run(Small)).Message.ShouldBe(
            $"{First}: the run has lost what it is judged by: {facts}: damaged: it holds no facts. Remove {First} to make the run again");
        Directory.Delete(First, recursive: true);
        Run(Small).IsComplete.ShouldBeTrue();
    }

    [Fact]
    public void The_folder_of_a_study_is_no_run_and_nobody_is_told_to_remove_it()
    {
        Run(Small);
        Should.Throw<RunException>(() => Trainer.Resume(_folder["small"])).Message
            .ShouldBe($"{_folder["small"]}: it is no run, and holds runs: name one of them, as {First}");
    }

    [Fact]
    public void A_run_that_was_killed_before_its_facts_were_written_is_judged_as_one_that_never_was()
    {
        Run(Small).IsComplete.ShouldBeTrue();
        string[] names = ["facts.json", "findings.json"];
        string[] whole = [.. names.Select(name => File.ReadAllText(Path.Combine(First, name)))];
        Directory.Delete(_folder["small"], recursive: true);
        // Facts are gathered beside the first steps: a checkpoint may be there before them, and what was begun of their file.
        Kill();
        File.WriteAllText(Path.Combine(First, "facts.json.tmp"), "{");
        Run(Small).IsComplete.ShouldBeTrue();
        names.Select(name => File.ReadAllText(Path.Combine(First, name))).ShouldBe(whole);
    }

    [Fact]
    public void Facts_that_are_lost_of_a_run_that_was_killed_have_the_advice_that_works()
    {
        Kill(isWatched: true);
        File.Delete(Path.Combine(First, "facts.json"));
        Should.Throw<RunException>(() => Run(Small)).Message
            .ShouldBe($"{First}: the run has lost what it is judged by: facts.json is not there. Remove {First} to make the run again");
    }

    /// <summary>The first run, stopped at step 6, with rules or without.</summary>
    private void Kill(bool isWatched = false)
    {
        Recipe recipe = PlannedRun.Of(StudyReader.Parse(Small), CellPlan.Of(StudyReader.Parse(Small)))[0].Recipe();
        using Trainer trainer = Trainer.Start(recipe, new TrainerOptions
        {
            RunsDirectory = _folder["small/runs"],
            Name = "net.s1",
            Threads = 1,
            PauseAt = 6,
        });
        trainer.Run(isWatched ? new RunWatch(trainer) : null);
    }

    private StudyResults Run(string text) => StudyRunner.Run(StudyReader.Parse(text), new StudyOptions { RunsDirectory = _folder.Path });
}
