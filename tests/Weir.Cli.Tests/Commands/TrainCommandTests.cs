using System.Diagnostics.Metrics;
using Weir.Training;

namespace Weir.Cli.Tests.Commands;

public class TrainCommandTests
{
    internal const string Recipe = """
        name: tiny
        data:
          source: moons
        model:
          - linear: 8
            activation: tanh
          - linear: outputs
        optimizer:
          sgd: {rate: 0.1}
        epochs: 2
        """;

    [Fact]
    public void A_damaged_line_of_the_flow_is_named_when_the_run_is_shown()
    {
        using Folder folder = new();
        File.WriteAllText(folder["tiny.yaml"], Recipe);
        using TestTerminal terminal = new();
        terminal.Run("train", folder["tiny.yaml"], "--runs", folder["runs"], "--threads", "1").ShouldBe(0, terminal.Errors);
        string flow = Path.Combine(folder["runs"], "tiny", "flow.jsonl");
        string[] lines = File.ReadAllLines(flow);
        lines[4] = "garbage";
        File.WriteAllLines(flow, lines);
        using TestTerminal showing = new();
        showing.Run("show", Path.GetDirectoryName(flow)!).ShouldBe(1);
        showing.Errors.ShouldStartWith($"error: {flow}, line 5: not a line of a trace");
    }

    [Fact]
    public void Facts_that_are_damaged_are_named_as_an_error_of_the_file()
    {
        using Folder folder = new();
        File.WriteAllText(folder["tiny.yaml"], Recipe);
        using TestTerminal terminal = new();
        terminal.Run("train", folder["tiny.yaml"], "--runs", folder["runs"], "--threads", "1").ShouldBe(0, terminal.Errors);
        string facts = Path.Combine(folder["runs"], "tiny", "facts.json");
        File.WriteAllText(facts, "garbage");
        using TestTerminal showing = new();
        showing.Run("show", "tiny", "--runs", folder["runs"]).ShouldBe(1);
        showing.Errors.ShouldStartWith($"error: {facts}: damaged: it holds no facts");
        using TestTerminal file = new();
        file.Run("show", facts).ShouldBe(1);
        file.Errors.ShouldStartWith($"error: {facts} is a file; a run is the folder that 'weir train' has made, as "
            + $"{Path.GetDirectoryName(facts)}");
    }

    [Fact]
    public void A_run_is_heard_by_who_listens_to_the_meter()
    {
        using Folder folder = new();
        File.WriteAllText(folder["tiny.yaml"], Recipe);
        long steps = 0;
        using MeterListener listener = new();
        listener.InstrumentPublished = (instrument, own) =>
        {
            if (instrument.Meter.Name == TrainingTelemetry.Name)
                own.EnableMeasurementEvents(instrument);
        };
        listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) =>
        {
            if (instrument.Name == "weir.training.steps" && tags[0].Value is "heard")
                steps += value;
        });
        listener.Start();
        using TestTerminal terminal = new();
        terminal.Run("train", folder["tiny.yaml"], "--runs", folder["runs"], "--name", "heard", "--threads", "1")
            .ShouldBe(0, terminal.Errors);
        steps.ShouldBe(RunDirectory.ReadRecord(Path.Combine(folder["runs"], "heard"))!.Steps);
        steps.ShouldBeGreaterThan(10);
    }

    [Theory]
    [InlineData("train", "0")]
    [InlineData("train", "1025")]
    [InlineData("train", "2000000000")]
    [InlineData("train", "99999999999999999999")]
    [InlineData("resume", "1025")]
    [InlineData("rate", "1025")]
    [InlineData("profile", "1025")]
    [InlineData("check", "1025")]
    public void More_threads_than_any_machine_has_are_refused_before_anything_is_made(string command, string threads)
    {
        using Folder folder = new();
        File.WriteAllText(folder["tiny.yaml"], Recipe);
        using TestTerminal terminal = new();
        terminal.Run(command, folder["tiny.yaml"], "--threads", threads).ShouldBe(2, terminal.Output);
        terminal.Errors.ShouldContain("--threads");
        terminal.Errors.ShouldContain(threads);
        Directory.EnumerateFileSystemEntries(folder.Path).ShouldBe([folder["tiny.yaml"]]);
    }

    [Fact]
    public void A_run_is_watched_and_logged_for_TensorBoard_while_it_trains_if_that_is_asked_for()
    {
        using Folder folder = new();
        File.WriteAllText(folder["tiny.yaml"], Recipe);
        using TestTerminal terminal = new();
        terminal.Run("train", folder["tiny.yaml"], "--runs", folder["runs"], "--threads", "1", "--watch", "--tensorboard", folder["logs"])
            .ShouldBe(0, terminal.Errors);
        (terminal.Output + terminal.Errors).ShouldMatch(@"live page: http://127\.0\.0\.1:\d+/\w{16,}/\n");
        string file = Directory.EnumerateFiles(Path.Combine(folder["logs"], "tiny")).ShouldHaveSingleItem();
        Path.GetFileName(file).ShouldStartWith("events.out.tfevents.");
        new FileInfo(file).Length.ShouldBeGreaterThan(1000);
        using TestTerminal refused = new();
        File.WriteAllText(folder["taken"], "a file");
        refused.Run("train", folder["tiny.yaml"], "--runs", folder["runs"], "--threads", "1", "--tensorboard", folder["taken"]).ShouldBe(1);
        refused.Errors.ShouldContain($"{folder["taken"]}: no event file can be written there");
    }

    [Fact]
    public void A_run_is_told_in_plain_lines_and_shown_afterwards()
    {
        using Folder folder = new();
        File.WriteAllText(folder["tiny.yaml"], Recipe);
        using TestTerminal training = new();
        training.Run("train", folder["tiny.yaml"], "--runs", folder["runs"], "--threads", "1", "--seed", "3").ShouldBe(0, training.Errors);
        training.Output.ShouldContain("tiny · 2 → 8 → 2 · 42 parameters · seed 3 · 1 thread");
        training.Output.ShouldContain("epoch 2/2");
        training.Output.ShouldContain("delta.rms");
        training.Output.ShouldContain("finished at step");

        using TestTerminal showing = new();
        showing.Run("show", "tiny", "--runs", folder["runs"]).ShouldBe(0, showing.Errors);
        showing.Output.ShouldContain("finished at step");
        showing.Output.ShouldContain("2 linear");
        showing.Output.ShouldContain("flow over the run");

        using TestTerminal again = new();
        again.Run("resume", "tiny", "--runs", folder["runs"]).ShouldBe(0, again.Errors);
        again.Output.ShouldContain("finished at step");
        using TestTerminal other = new();
        other.Run("train", folder["tiny.yaml"], "--runs", folder["runs"], "--resume", "--seed", "3", "--epochs", "9").ShouldBe(1);
        other.Errors.ShouldContain("the run was started with another recipe");
        other.Errors.ShouldContain("now    epochs: 9");
        other.Errors.ShouldContain("before epochs: 2");
    }

    [Fact]
    public void A_run_is_written_as_a_page_at_its_end_unless_told_otherwise()
    {
        using Folder folder = new();
        File.WriteAllText(folder["tiny.yaml"], Recipe);
        using TestTerminal with = new();
        with.Run("train", folder["tiny.yaml"], "--runs", folder["runs"], "--threads", "1").ShouldBe(0, with.Errors);
        string page = Path.Combine(folder["runs"], "tiny", "report.html");
        with.Output.ShouldEndWith($"or as a page in a browser  {page}\n");
        File.ReadAllText(page).ShouldContain("<title>tiny");
        using TestTerminal without = new();
        without.Run("train", folder["tiny.yaml"], "--runs", folder["runs"], "--threads", "1", "--no-report").ShouldBe(0, without.Errors);
        without.Output.ShouldNotContain("page");
        File.Exists(Path.Combine(folder["runs"], "tiny-2", "report.html")).ShouldBeFalse();
    }

    [Fact]
    public void A_page_that_cannot_be_written_does_not_change_how_a_run_ended()
    {
        using Folder folder = new();
        File.WriteAllText(folder["tiny.yaml"], Recipe);
        using TestTerminal first = new(stopAt: "epoch 1/2");
        first.Run("train", folder["tiny.yaml"], "--runs", folder["runs"], "--threads", "1", "--no-report").ShouldBe(130, first.Errors);
        Directory.CreateDirectory(Path.Combine(folder["runs"], "tiny", "report.html"));
        using TestTerminal again = new();
        again.Run("resume", Path.Combine(folder["runs"], "tiny"), "--threads", "1").ShouldBe(0, again.Errors);
        again.Output.ShouldContain("finished at step");
        again.Output.ShouldNotContain("as a page in a browser");
        again.Errors.ShouldStartWith("the run is kept, but not as a page: ");
    }

    [Fact]
    public void A_folder_of_other_files_is_no_run_to_begin_and_none_to_go_on_with()
    {
        using Folder folder = new();
        File.WriteAllText(folder["tiny.yaml"], Recipe);
        Directory.CreateDirectory(folder["runs/x"]);
        File.WriteAllText(folder["runs/x/notes.txt"], "mine");
        string said = $"error: {folder["runs/x"]}: there is no run here: it has no recipe.yaml, and holds other files (notes.txt)";
        foreach (string[] line in new string[][]
        {
            ["train", folder["tiny.yaml"], "--runs", folder["runs"], "--name", "x", "--resume"], ["resume", folder["runs/x"]],
            ["resume", "x", "--runs", folder["runs"]],
        })
        {
            using TestTerminal terminal = new();
            terminal.Run(line).ShouldBe(1);
            terminal.Errors.ShouldStartWith(said);
        }
    }

    [Fact]
    public void A_run_that_is_asked_to_stop_keeps_everything_and_says_how_to_go_on()
    {
        using Folder folder = new();
        File.WriteAllText(folder["tiny.yaml"], Recipe);
        using TestTerminal stopped = new(stopAt: "epoch 1/2");
        stopped.Run("train", folder["tiny.yaml"], "--runs", folder["runs"], "--threads", "1").ShouldBe(130, stopped.Errors);
        stopped.Output.ShouldContain("interrupted at step");
        stopped.Output.ShouldContain($"weir resume {folder["runs"]}/tiny");

        using TestTerminal resumed = new();
        resumed.Run("resume", "tiny", "--runs", folder["runs"]).ShouldBe(0, resumed.Errors);
        resumed.Output.ShouldContain("epoch 2/2");
    }

    [Fact]
    public void What_is_stopped_before_there_is_a_run_leaves_none_and_says_so()
    {
        using Folder folder = new();
        File.WriteAllText(folder["tiny.yaml"], Recipe);
        using CancellationTokenSource stop = new();
        stop.Cancel();
        using TestTerminal stopped = new(cancel: stop.Token);
        stopped.Run("train", folder["tiny.yaml"], "--runs", folder["runs"], "--threads", "1").ShouldBe(130, stopped.Errors);
        stopped.Errors.ShouldContain("interrupted before the run began; nothing was written");
        Directory.Exists(folder["runs/tiny"]).ShouldBeFalse();
    }

    [Fact]
    public void The_summary_counts_parameters()
    {
        using Folder folder = new();
        File.WriteAllText(folder["tiny.yaml"], Recipe);
        using TestTerminal terminal = new();
        terminal.Run("summary", folder["tiny.yaml"]).ShouldBe(0, terminal.Errors);
        Snapshot.Match("summary", terminal.Output);
    }
}
