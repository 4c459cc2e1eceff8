using System.Text.Json;
using Weir.Flow;
using Weir.Training;

namespace Weir.Diagnosis.Tests.Watching;

public class RunWatchTests
{
    [Fact]
    public void A_finding_is_told_once_kept_in_the_run_directory_and_found_again_in_a_replay()
    {
        using Folder folder = new();
        List<Finding> told = [];
        RunWatch watch;
        using (Trainer trainer = Trainer.Start(Runs.Vanishing(), new TrainerOptions { RunsDirectory = folder.Path, Threads = 1 }))
        {
            watch = new RunWatch(trainer, found: told.Add);
            trainer.Run(watch);
        }

        told.ShouldContain(finding => finding.Diagnostic.Name == "vanishing-gradient");
        told.GroupBy(finding => (finding.Diagnostic.Name, finding.Severity)).ShouldAllBe(group => group.Count() == 1);
        watch.Findings[0].Diagnostic.Name.ShouldBe("vanishing-gradient");

        string run = folder["vanishing"];
        FactsFile.Read(Path.Combine(run, "facts.json")).Setup!.TotalSteps.ShouldBe(40);
        DiagnosedRun read = DiagnosedRun.Read(run);
        read.Findings.Select(Told).ShouldBe(watch.Findings.Select(Told));
        read.Subject.Name.ShouldBe("vanishing");
        read.Subject.Step.ShouldBe(40);
        using JsonDocument document = JsonDocument.Parse(File.ReadAllText(Path.Combine(run, "findings.json")));
        document.RootElement.GetProperty("findings").EnumerateArray().Select(finding => finding.GetProperty("name").GetString())
            .ShouldBe(watch.Findings.Select(finding => finding.Diagnostic.Name));
        document.RootElement.GetProperty("step").GetInt64().ShouldBe(40);
    }

    [Fact]
    public void An_interrupted_run_that_goes_on_ends_with_the_findings_of_one_that_never_stopped()
    {
        using Folder folder = new();
        using (Trainer trainer = Trainer.Start(Runs.Vanishing(),
            new TrainerOptions { RunsDirectory = folder.Path, Name = "whole", Threads = 1 }))
            trainer.Run(new RunWatch(trainer));
        using (CancellationTokenSource stop = new())
        using (Trainer trainer = Trainer.Start(Runs.Vanishing(),
            new TrainerOptions { RunsDirectory = folder.Path, Name = "halves", Threads = 1 }))
            trainer.Run(new Halting(new RunWatch(trainer), stop, 15), stop.Token).Status.ShouldBe(TrainingStatus.Interrupted);
        List<Finding> told = [];
        using (Trainer trainer = Trainer.Resume(folder["halves"]))
        {
            RunWatch watch = new(trainer, found: told.Add);
            trainer.Run(watch);
        }

        told.ShouldNotContain(finding => finding.Diagnostic.Name == "vanishing-gradient", "it was told before the interruption");
        DiagnosedRun.Read(folder["halves"]).Findings.Select(Told).ShouldBe(DiagnosedRun.Read(folder["whole"]).Findings.Select(Told));
    }

    [Fact]
    public void A_run_that_is_stopped_before_its_facts_are_gathered_does_not_wait_for_them_and_gathers_them_when_it_goes_on()
    {
        using Folder folder = new();
        TrainerOptions options = new() { RunsDirectory = folder.Path, Threads = 1 };
        using (Trainer trainer = Trainer.Start(Runs.Vanishing(), options with { Name = "whole" }))
            trainer.Run(new RunWatch(trainer));
        using (CancellationTokenSource stop = new())
        using (Trainer trainer = Trainer.Start(Runs.Vanishing(), options with { Name = "stopped" }))
        {
            RunWatch watch = new(trainer, cancel: stop.Token);
            stop.Cancel();
            trainer.Run(watch, stop.Token).Status.ShouldBe(TrainingStatus.Interrupted);
            watch.Findings.ShouldBeEmpty();
        }

        File.Exists(Path.Combine(folder["stopped"], "facts.json")).ShouldBeFalse();
        using (Trainer trainer = Trainer.Resume(folder["stopped"]))
            trainer.Run(new RunWatch(trainer));
        DiagnosedRun.Read(folder["stopped"]).Findings.Select(Told).ShouldBe(DiagnosedRun.Read(folder["whole"]).Findings.Select(Told));
        File.ReadAllText(Path.Combine(folder["stopped"], "facts.json"))
            .ShouldBe(File.ReadAllText(Path.Combine(folder["whole"], "facts.json")));
    }

    [Fact]
    public void And_so_does_one_that_was_killed_where_its_files_had_gone_further_than_its_checkpoint()
    {
        using Folder folder = new();
        using (Trainer trainer = Trainer.Start(Runs.Vanishing(),
            new TrainerOptions { RunsDirectory = folder.Path, Name = "whole", Threads = 1 }))
            trainer.Run(new RunWatch(trainer));
        using (Trainer trainer = Trainer.Start(Runs.Vanishing(),
            new TrainerOptions { RunsDirectory = folder.Path, Name = "killed", Threads = 1, PauseAt = 15 }))
            trainer.Run(new RunWatch(trainer));
        // Steps behind the checkpoint, which are made again, and what a loss of power left.
        IEnumerable<string> behind = File.ReadLines(folder["whole/flow.jsonl"]).Skip(16).Take(4);
        File.AppendAllText(folder["killed/flow.jsonl"], $"{string.Join('\n', behind)}\n\0\0\0\0\n{{\"step\":30}}\n");
        File.AppendAllText(folder["killed/metrics.jsonl"], "\0\0\0\0\n{\"step\":30}\n");
        using (Trainer trainer = Trainer.Resume(folder["killed"]))
            trainer.Run(new RunWatch(trainer)).Status.ShouldBe(TrainingStatus.Finished);
        string[] names = ["whole", "killed"];
        string[][] steps = [.. names.Select(name => TraceReader.Read(folder[$"{name}/flow.jsonl"]).Samples
            .Select(sample => $"{sample.Step} {sample.Loss:r}").ToArray())];
        steps[1].ShouldBe(steps[0]);
        string[] findings = [.. names.Select(name => File.ReadAllText(folder[$"{name}/findings.json"]).Replace("killed", "whole",
            StringComparison.Ordinal))];
        findings[1].ShouldBe(findings[0]);
    }

    [Fact]
    public void The_findings_of_the_end_are_there_before_the_run_is_said_to_have_ended()
    {
        using Folder folder = new();
        using Trainer trainer = Trainer.Start(Runs.Vanishing(), new TrainerOptions { RunsDirectory = folder.Path, Threads = 1 });
        List<string> seen = [];
        trainer.Run(new ObserverList(new RunWatch(trainer), new AtTheEnd(() =>
        {
            seen.Add(RunDirectory.ReadRecord(folder["vanishing"])!.Status);
            using JsonDocument findings = JsonDocument.Parse(File.ReadAllText(folder["vanishing/findings.json"]));
            seen.Add(findings.RootElement.GetProperty("step").GetRawText());
        })));
        seen.ShouldBe(["running", "40"]);
        RunDirectory.ReadRecord(folder["vanishing"])!.Status.ShouldBe("finished");
    }

    [Fact]
    public void A_run_that_has_gone_on_is_read_as_it_was_where_it_stood_before()
    {
        using Folder folder = new();
        using (Trainer trainer = Trainer.Start(Runs.Vanishing(),
            new TrainerOptions { RunsDirectory = folder.Path, Threads = 1, PauseAt = 15 }))
            trainer.Run(new RunWatch(trainer));
        string run = folder["vanishing"];
        DiagnosedRun before = DiagnosedRun.Read(run);
        using (Trainer trainer = Trainer.Resume(run))
            trainer.Run(new RunWatch(trainer));
        DiagnosedRun.Read(run).Subject.Step.ShouldBe(40);
        DiagnosedRun again = DiagnosedRun.ReadUntil(run, null, 15);
        again.Subject.Step.ShouldBe(15);
        again.Findings.Select(Told).ShouldBe(before.Findings.Select(Told));
        again.Trace.Samples.Count.ShouldBe(before.Trace.Samples.Count);
    }

    [Fact]
    public void A_bare_trace_is_diagnosed_without_facts()
    {
        using Folder folder = new();
        using (Trainer trainer = Trainer.Start(Runs.Vanishing(), new TrainerOptions { RunsDirectory = folder.Path, Threads = 1 }))
            trainer.Run();
        File.Copy(folder["vanishing/flow.jsonl"], folder["other.jsonl"]);
        DiagnosedRun bare = DiagnosedRun.Read(folder["other.jsonl"]);
        bare.Facts.ShouldBeNull();
        bare.Record.ShouldBeNull();
        bare.Findings[0].Diagnostic.Name.ShouldBe("vanishing-gradient");
        Should.Throw<RunException>(() => DiagnosedRun.Read(folder.Path)).Message.ShouldContain("there is no flow.jsonl to diagnose");
    }

    [Fact]
    public void What_the_recipe_says_of_severities_holds_while_it_trains_and_afterwards()
    {
        using Folder folder = new();
        using Trainer trainer = Trainer.Start(Runs.Vanishing("diagnosis: {severities: {WEIR101: off, plateau: information}}"),
            new TrainerOptions { RunsDirectory = folder.Path, Threads = 1 });
        RunWatch watch = new(trainer);
        trainer.Run(watch);
        watch.Findings.ShouldNotContain(finding => finding.Diagnostic.Name == "vanishing-gradient");
        watch.Findings.ShouldNotContain(finding => finding.Diagnostic.Name == "plateau" && finding.Severity > Severity.Information);
        DiagnosedRun.Read(folder["vanishing"]).Findings.Select(Told).ShouldBe(watch.Findings.Select(Told));
    }

    private static (string, Severity, string, long) Told(Finding finding) =>
        (finding.Diagnostic.Name, finding.Severity, finding.Message, finding.Step);

    /// <summary>Asks to stop at a step.</summary>
    private sealed class Halting(ITrainingObserver inner, CancellationTokenSource stop, long step) : ITrainingObserver
    {
        public void OnStart(RunInfo info) => inner.OnStart(info);

        public void OnProgress(StepProgress progress) => inner.OnProgress(progress);

        public void OnSample(FlowSample sample)
        {
            inner.OnSample(sample);
            if (sample.Step == step)
                stop.Cancel();
        }

        public void OnEpoch(EpochMetrics metrics) => inner.OnEpoch(metrics);

        public void OnEnd(TrainingResult result) => inner.OnEnd(result);
    }

    private sealed class AtTheEnd(Action look) : ITrainingObserver
    {
        public void OnStart(RunInfo info)
        {
        }

        public void OnProgress(StepProgress progress)
        {
        }

        public void OnSample(FlowSample sample)
        {
        }

        public void OnEpoch(EpochMetrics metrics)
        {
        }

        public void OnEnd(TrainingResult result) => look();
    }
}
