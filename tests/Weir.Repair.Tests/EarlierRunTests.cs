using System.Text.Json.Nodes;
using Weir.Data;
using Weir.Diagnosis;
using Weir.Training;

namespace Weir.Repair.Tests;

public sealed class EarlierRunTests : IDisposable
{
    private readonly Folder _folder = new();
    private readonly Phases _phases = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_finished_run_is_not_trained_again_and_the_repair_comes_to_the_same_verdict_for_less()
    {
        Certificate whole = RepairRunner.Run(Make.Request(Make.DeepSigmoid), Options()).Certificate;
        string run = Trained(Make.DeepSigmoid);
        RepairResult result = RepairRunner.Run(Request(Make.DeepSigmoid, run), Options() with { Name = "of-run" }, _phases);
        Certificate certificate = result.Certificate;
        certificate.Run.ShouldBe(new GivenRun(run, null));
        Certificate.Read(Path.Combine(result.Folder, Certificate.FileName)).ToJson().ShouldBe(certificate.ToJson());
        _phases.Told.ShouldContain("the run deep-sigmoid stands for a training of the recipe as it is");
        (certificate.Status, certificate.Proof!.Stands).ShouldBe((whole.Status, whole.Proof!.Stands));
        certificate.Status.ShouldBe(RepairStatus.Repaired);
        certificate.Changes.Select(change => change.Remedy).ShouldBe(whole.Changes.Select(change => change.Remedy));
        certificate.Original.ShouldBe(certificate.Trials.Single(trial => trial is { Branch: "original", Seed: 1, Share: 1 }));
        // Beside what was trained, the pre-flight and tests of rates were paid for, and not the run.
        (certificate.Cost.Samples - certificate.Trials.Where(trial => trial != certificate.Original)
            .GroupBy(trial => (trial.Branch, trial.Seed)).Sum(run => run.Max(trial => trial.Samples)))
            .ShouldBeLessThan(certificate.Original!.Samples);
        // What trials are held against is trained as far as they go at first, and no farther.
        RunDirectory.ReadRecord(Path.Combine(result.Folder, "runs", "original.s1"))!.Steps.ShouldBe(520 / 8);
        certificate.Hypotheses.Count(each => each.SkillBefore is not null).ShouldBeGreaterThan(1);
        File.Exists(Path.Combine(result.Folder, EarlierRun.CopyName, "flow.jsonl")).ShouldBeTrue();
        RepairRunner.Run(Request(Make.DeepSigmoid, run), Options() with { Name = "of-run" }).Certificate.ToJson()
            .ShouldBe(certificate.ToJson());
    }

    [Fact]
    public void A_run_that_trains_is_told_as_healthy_and_nothing_is_trained()
    {
        RepairResult result = RepairRunner.Run(Request(Make.Healthy, Trained(Make.Healthy)), Options());
        result.Certificate.Status.ShouldBe(RepairStatus.Healthy, result.Certificate.Message);
        result.Certificate.Cost.Runs.ShouldBe(0);
        result.Certificate.Original!.Share.ShouldBe(1);
    }

    [Fact]
    public void A_run_that_broke_off_is_known_to_have_done_so()
    {
        string text = Make.HighRate.Replace("rate: 30", "rate: 1e20", StringComparison.Ordinal);
        string run = Trained(text);
        RunDirectory.ReadRecord(run)!.Status.ShouldBe("nonFinite");
        Certificate certificate = RepairRunner.Run(Request(text, run), Options()).Certificate;
        certificate.Run!.IsTaken.ShouldBeTrue(certificate.Run.Reason);
        (certificate.Original!.Finite, certificate.Original.Ended).ShouldBe((false, true));
        certificate.Status.ShouldBe(RepairStatus.Repaired, certificate.Message);
    }

    [Fact]
    public void A_run_that_was_stopped_because_it_did_not_learn_is_one_that_was_given_up()
    {
        string run = Trained(Make.DeepSigmoid, pauseAt: 260);
        Certificate certificate = RepairRunner.Run(Request(Make.DeepSigmoid, run), Options() with { Budget = 4 }).Certificate;
        certificate.Run!.IsTaken.ShouldBeTrue(certificate.Run.Reason);
        certificate.Status.ShouldBe(RepairStatus.Repaired, certificate.Message);
        certificate.Trials.Where(trial => trial is { Branch: "original", Seed: 1 }).Select(trial => trial.Share).ShouldContain(0.5);
    }

    [Fact]
    public void A_run_whose_data_has_changed_is_not_used_and_that_is_said()
    {
        string run = Trained(Make.DeepSigmoid);
        DataSplit data = Make.Recipe(Make.DeepSigmoid).Data.Load();
        float[] inputs = [.. data.Training.Inputs];
        inputs[0] += 0.01f;
        DataSplit changed = new(data.Training.WithInputs(inputs), data.Validation);
        RepairResult result = RepairRunner.Run(Request(Make.DeepSigmoid, run), Options() with { Data = changed }, _phases);
        result.Certificate.Run.ShouldBe(new GivenRun(run, "its data has changed since"));
        _phases.Told.ShouldContain("the run deep-sigmoid is not used, and the recipe is trained again: its data has changed since");
        result.Certificate.Trials.Where(trial => trial is { Branch: "original", Seed: 1 }).Select(trial => trial.Share)
            .ShouldBe([0.125, 0.25, 1]);
        Directory.Exists(Path.Combine(result.Folder, EarlierRun.CopyName)).ShouldBeFalse();
    }

    /// <summary>It was said that its data had changed, which nobody knows.</summary>
    [Fact]
    public void A_run_that_has_lost_its_record_once_is_not_used_and_that_is_said()
    {
        string run = Trained(Make.Healthy), file = Path.Combine(run, "run.json");
        string had = RunDirectory.ReadRecord(run)!.DataFingerprint!;
        File.WriteAllText(file, File.ReadAllText(file).Replace(had, $"unknown then {had}", StringComparison.Ordinal));
        Unfit(Make.Healthy, run).ShouldBe("its run.json was lost once, and whether its data is the same is not known");
    }

    [Theory]
    [InlineData("validation: 0", "", "without a validation part a repair judges by samples that it has learnt from")]
    [InlineData("validation: 200", "early-stopping: on", "it has chosen by samples of the validation part that a repair judges by")]
    [InlineData("validation: 200", "schedule: plateau", "it has chosen by samples of the validation part that a repair judges by")]
    [InlineData("validation: 200", "early-stopping: {monitor: training-loss}", null)]
    [InlineData("validation: 200", "", null)]
    public void A_run_that_saw_what_a_repair_judges_by_is_not_used(string validation, string more, string? reason)
    {
        string text = Make.Healthy.Replace("validation: 200", validation, StringComparison.Ordinal) + "\n" + more;
        Unfit(text, Trained(text)).ShouldBe(reason);
    }

    [Fact]
    public void What_a_run_does_not_say_is_not_taken_for_granted()
    {
        string run = Trained(Make.Healthy);
        Unfit(Make.HighRate, run).ShouldBe("it is of another recipe than is repaired");
        Change(record => record["decisions"] = new JsonArray(new JsonObject { ["step"] = 3, ["skipsBatch"] = true }));
        Unfit(Make.Healthy, run)!.ShouldContain("batches were left out");
        Change(record => record.Remove("decisions"));
        Change(record => record["given"] = new JsonArray("model"));
        Unfit(Make.Healthy, run).ShouldBe("a program gave it its model");
        Change(record => record.Remove("given"));
        Change(record => record.Remove("dataFingerprint"));
        Unfit(Make.Healthy, run)!.ShouldContain("does not say what data it had");
        Change(record => record["status"] = "running");
        Unfit(Make.Healthy, run)!.ShouldContain("did not come to an end");
        File.Delete(Path.Combine(run, "run.json"));
        Unfit(Make.Healthy, run)!.ShouldContain("it has no run.json");

        void Change(Action<JsonObject> change)
        {
            string file = Path.Combine(run, "run.json");
            JsonObject record = JsonNode.Parse(File.ReadAllText(file))!.AsObject();
            change(record);
            File.WriteAllText(file, record.ToJsonString());
        }
    }

    [Fact]
    public void A_run_whose_last_checkpoint_is_gone_is_not_used()
    {
        string run = Trained(Make.Healthy);
        foreach (string file in Directory.GetFiles(Path.Combine(run, "checkpoints")))
            File.Delete(file);
        Certificate certificate = RepairRunner.Run(Request(Make.Healthy, run), Options()).Certificate;
        certificate.Run!.Reason!.ShouldContain("the checkpoint of its last step, 390, is not there");
        certificate.Status.ShouldBe(RepairStatus.Healthy);
    }

    /// <summary>Rules found something else of what was left, and the repair was another, without a word.</summary>
    [Fact]
    public void A_run_that_has_lost_its_facts_or_a_sample_of_its_trace_is_not_used()
    {
        string run = Trained(Make.Healthy), flow = Path.Combine(run, "flow.jsonl"), facts = Path.Combine(run, "facts.json");
        Unfit(Make.Healthy, run).ShouldBeNull();
        string[] lines = File.ReadAllLines(flow);
        foreach (int lost in (int[])[1, lines.Length / 2, lines.Length - 1])
        {
            File.WriteAllLines(flow, lines.Where((_, i) => i != lost));
            Unfit(Make.Healthy, run)
                .ShouldBe($"its flow.jsonl has {lines.Length - 2} of the {lines.Length - 1} steps that were sampled");
        }

        File.WriteAllLines(flow, lines);
        Unfit(Make.Healthy, run).ShouldBeNull();
        File.Delete(facts);
        Unfit(Make.Healthy, run).ShouldBe("its facts.json, which says what its data and network were, is not there");
    }

    private static string? Unfit(string text, string run)
    {
        Recipe recipe = Make.Recipe(text);
        DataSplit data = recipe.Data.Load();
        return EarlierRun.Read(run).Unfit(recipe, data, data.Validation is not { Count: > 0 });
    }

    private static RepairRequest Request(string text, string run) => Make.Request(text) with { Run = run };

    // A training as one that takes a while: trials, looks at shares of it and proofs have their price.
    private RepairOptions Options() => new() { RunsDirectory = _folder.Path, LeastTraining = 16_000 };

    private string Trained(string text, long? pauseAt = null)
    {
        using Trainer trainer = Trainer.Start(Make.Recipe(text),
            new TrainerOptions { RunsDirectory = _folder.Path, Threads = 2, PauseAt = pauseAt });
        trainer.Run(new RunWatch(trainer));
        return trainer.Info.Directory!;
    }

    private sealed class Phases : IRepairObserver
    {
        public List<string> Told { get; } = [];

        public void OnPhase(string what) => Told.Add(what);

        public void OnTrial(Trial trial, double spent)
        {
        }
    }
}
