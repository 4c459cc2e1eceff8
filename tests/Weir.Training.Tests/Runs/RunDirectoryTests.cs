namespace Weir.Training.Tests;

public class RunDirectoryTests
{
    [Fact]
    public void What_cannot_be_read_is_told_without_a_word_of_what_was_written()
    {
        if (OperatingSystem.IsWindows())
            return;
        using TemporaryFolder folder = new();
        File.CreateSymbolicLink(folder.File("metrics.jsonl"), folder.File("nowhere"));
        string message = Should.Throw<RunException>(() => RunDirectory.ReadMetrics(folder.Root)).Message;
        message.ShouldStartWith($"{folder.File("metrics.jsonl")}: it cannot be read: ");
        message.ShouldNotContain("kept");
    }

    /// <summary>Access was said to be denied.</summary>
    [Theory]
    [InlineData("run.json.tmp")]
    [InlineData("checkpoints/step-000000008.safetensors.tmp")]
    public void A_folder_in_the_place_of_an_unfinished_file_is_named_and_to_be_removed(string name)
    {
        using TemporaryFolder folder = new();
        TrainerOptions options = new() { RunsDirectory = folder.Root, Threads = 1 };
        using (Trainer trainer = Trainer.Start(Make.Small(), options with { PauseAt = 7 }))
            trainer.Run();
        string made = Path.Combine(folder.File("small"), name);
        Directory.CreateDirectory(made);
        using (Trainer blocked = Trainer.Resume(folder.File("small"), options))
        {
            TrainingResult result = blocked.Run();
            result.Status.ShouldBe(TrainingStatus.Failed);
            result.Message!.ShouldContain($"a folder lies in the place of the file '{made}'; remove the folder");
        }

        Directory.Delete(made);
        using Trainer again = Trainer.Resume(folder.File("small"), options);
        again.Run().Status.ShouldBe(TrainingStatus.Finished);
    }

    [Fact]
    public void A_second_run_of_a_name_gets_a_number_unless_the_name_was_given()
    {
        using TemporaryFolder folder = new();
        using RunDirectory first = RunDirectory.Create(folder.Root, "a", exact: false);
        first.Name.ShouldBe("a");
        using RunDirectory second = RunDirectory.Create(folder.Root, "a", exact: false);
        second.Name.ShouldBe("a-2");
        using RunDirectory third = RunDirectory.Create(folder.Root, "a", exact: false);
        third.Name.ShouldBe("a-3");
        Should.Throw<RunException>(() => RunDirectory.Create(folder.Root, "a", exact: true))
            .Message.ShouldContain("there is a run of this name already");
        Should.Throw<RunException>(() => RunDirectory.Create(folder.Root, "../a", exact: true))
            .Message.ShouldContain("a run cannot be called '../a'");
    }

    [Fact]
    public void A_run_whose_recipe_is_not_yet_written_is_being_written()
    {
        using TemporaryFolder folder = new();
        string name = Path.GetFileName(folder.Root), runs = Path.GetDirectoryName(folder.Root)!;
        using (RunLock.Take(DiskFiles.Instance, folder.Root))
        {
            string words = $"{folder.Root}: the run is being written; wait until it ends, or stop it first";
            Should.Throw<RunException>(() => RunDirectory.Open(folder.Root)).Message.ShouldBe(words);
            Should.Throw<RunException>(() => RunDirectory.Create(runs, name, exact: true)).Message
                .ShouldContain("there is a run of this name already");
            RunDirectory.NoRun(folder.Root).Message.ShouldBe(words);
        }

        Should.Throw<RunException>(() => RunDirectory.Open(folder.Root)).Message.ShouldContain("it was stopped before its recipe.yaml");
    }

    [Fact]
    public void A_run_that_is_being_written_cannot_be_opened_and_a_stale_lock_is_taken_over()
    {
        using TemporaryFolder folder = new();
        using (Trainer trainer = Trainer.Start(Make.Small(), new TrainerOptions { RunsDirectory = folder.Root }))
        {
            RunDirectory.IsBeingWritten(trainer.Info.Directory!).ShouldBeTrue();
            Should.Throw<RunException>(() => RunDirectory.Open(trainer.Info.Directory!)).Message
                .ShouldBe($"{trainer.Info.Directory}: the run is being written by process {Environment.ProcessId}; wait until it ends, "
                    + "or stop it first");
            Should.Throw<RunException>(() =>
                Trainer.Start(Make.Small(), new TrainerOptions { RunsDirectory = folder.Root, Name = "small" })).Message
                .ShouldContain($"already by process {Environment.ProcessId}");
        }

        // Who takes a run over has not written its record yet: the process that it names has ended, or another has its number by now.
        string file = folder.File("small/run.json");
        foreach ((string mine, string others) in new[]
        {
            ($"\"process\": {Environment.ProcessId}", "\"process\": 2147483646"),
            ("\"started\": \"20", "\"started\": \"19"),
        })
        {
            string record = File.ReadAllText(file);
            using RunDirectory held = RunDirectory.Open(folder.File("small"));
            File.WriteAllText(file, record.Replace(mine, others, StringComparison.Ordinal).Replace("interrupted", "running",
                StringComparison.Ordinal));
            Should.Throw<RunException>(() => RunDirectory.Open(folder.File("small"))).Message
                .ShouldEndWith("the run is being written; wait until it ends, or stop it first");
            File.WriteAllText(file, record);
        }

        // The lock's file is still there, as a killed program leaves it.
        File.Exists(Path.Combine(folder.Root, "small", ".lock")).ShouldBeTrue();
        RunDirectory.IsBeingWritten(folder.File("small")).ShouldBeFalse();
        RunDirectory.Open(folder.File("small")).Dispose();
    }

    [Fact]
    public void A_directory_whose_run_was_killed_before_its_recipe_was_there_is_begun_again()
    {
        using TemporaryFolder folder = new();
        RunDirectory.Create(folder.Root, "small", exact: true).Dispose();
        File.WriteAllText(folder.File("small/run.json.tmp"), "{");
        Should.Throw<RunException>(() => Trainer.Resume(folder.File("small"))).Message
            .ShouldEndWith("there is no run here yet: it was stopped before its recipe.yaml was written; start it again with 'weir train'");
        using Trainer trainer = Trainer.Start(Make.Small(budget: "steps: 3"),
            new TrainerOptions { RunsDirectory = folder.Root, Name = "small" });
        trainer.Run().Status.ShouldBe(TrainingStatus.Finished);
        File.Exists(folder.File("small/run.json.tmp")).ShouldBeFalse();
    }

    /// <summary>All that ended in .tmp went.</summary>
    [Theory]
    [InlineData("mine.tmp")]
    [InlineData("metrics.jsonl.tmp")]
    [InlineData("checkpoints/mine.tmp")]
    [InlineData("checkpoints/step-7-copy.safetensors.tmp")]
    public void A_resumed_run_removes_what_it_had_not_finished_and_nothing_of_the_user(string name)
    {
        using TemporaryFolder folder = new();
        TrainerOptions options = new() { RunsDirectory = folder.Root, Threads = 1 };
        using (Trainer trainer = Trainer.Start(Make.Small(), options with { PauseAt = 7 }))
            trainer.Run();
        string[] left = ["run.json.tmp", "findings.json.tmp", "checkpoints/step-000000009.safetensors.tmp"];
        foreach (string file in (string[])[name, .. left])
            File.WriteAllText(folder.File($"small/{file}"), "mine");
        using Trainer again = Trainer.Resume(folder.File("small"), options);
        again.Run().Status.ShouldBe(TrainingStatus.Finished);
        File.ReadAllText(folder.File($"small/{name}")).ShouldBe("mine");
        left.ShouldAllBe(file => !File.Exists(folder.File($"small/{file}")));
    }

    [Fact]
    public void A_folder_of_other_files_is_left_alone()
    {
        using TemporaryFolder folder = new();
        Directory.CreateDirectory(folder.File("a"));
        File.WriteAllText(folder.File("a/thesis.txt"), "mine");
        using RunDirectory run = RunDirectory.Create(folder.Root, "a", exact: false);
        run.Name.ShouldBe("a-2");
        Directory.EnumerateFileSystemEntries(folder.File("a")).Count().ShouldBe(1);
    }

    [Theory]
    [InlineData("run.json", 1, "run.json: damaged: it holds no record of a run. Remove the file")]
    [InlineData("metrics.jsonl", 1, "metrics.jsonl, line 1: damaged: it holds no metrics. Remove the line")]
    public void A_damaged_file_is_named_with_what_to_do(string file, int line, string message)
    {
        using TemporaryFolder folder = new();
        using (Trainer trainer = Trainer.Start(Make.Small(), new TrainerOptions { RunsDirectory = folder.Root }))
            trainer.Run();
        string[] lines = File.ReadAllLines(folder.File($"small/{file}"));
        lines[line - 1] = "garbage";
        File.WriteAllLines(folder.File($"small/{file}"), lines);
        string said = Should.Throw<RunException>(() => file == "run.json" ? (object?)RunDirectory.ReadRecord(folder.File("small"))
            : RunDirectory.ReadMetrics(folder.File("small"))).Message;
        said.ShouldContain(message);
        said.ShouldNotContain("BytePositionInLine");
    }

    [Theory]
    [InlineData("metrics.jsonl")]
    [InlineData("flow.jsonl")]
    public void A_damaged_line_keeps_a_run_from_going_on_and_is_named(string file)
    {
        using TemporaryFolder folder = new();
        using CancellationTokenSource stop = new();
        using (Trainer trainer = Trainer.Start(Make.Small(), new TrainerOptions { RunsDirectory = folder.Root }))
            trainer.Run(new Witness { AtSample = sample => { if (sample.Step == 30) stop.Cancel(); } }, stop.Token)
                .Status.ShouldBe(TrainingStatus.Interrupted);
        string[] lines = File.ReadAllLines(folder.File($"small/{file}"));
        lines[1] = "garbage";
        File.WriteAllLines(folder.File($"small/{file}"), lines);
        Should.Throw<RunException>(() => Trainer.Resume(folder.File("small")))
            .Message.ShouldEndWith($"{file}, line 2: damaged: it is no JSON. Remove the line to go on without it");
    }

    [Fact]
    public void A_place_where_nothing_can_be_made_is_named()
    {
        using TemporaryFolder folder = new();
        File.WriteAllText(folder.File("runs"), "a file, not a folder");
        Should.Throw<RunException>(() => RunDirectory.Create(folder.File("runs"), "a", exact: false))
            .Message.ShouldContain("the run directory cannot be made");
        Should.Throw<RunException>(() => Trainer.Resume(folder.Root)).Message.ShouldContain("there is no run here");
    }

    /// <summary>To begin there was a run of this name already, and to go on there was none.</summary>
    [Fact]
    public void A_folder_of_other_files_is_no_run_to_those_who_begin_and_to_those_who_go_on()
    {
        using TemporaryFolder folder = new();
        Directory.CreateDirectory(folder.File("x"));
        File.WriteAllText(folder.File("x/notes.txt"), "mine");
        string said = $"{folder.File("x")}: there is no run here: it has no recipe.yaml, and holds other files (notes.txt); give another "
            + "name, or remove it";
        Should.Throw<RunException>(() => RunDirectory.Create(folder.Root, "x", exact: true)).Message.ShouldBe(said);
        Should.Throw<RunException>(() => RunDirectory.Open(folder.File("x"))).Message.ShouldBe(said);
    }

    /// <summary>With a budget below what was made, a finished run was ended once more, and said to be at step 6 of 3.</summary>
    [Fact]
    public void A_finished_run_whose_recipe_asks_for_less_now_is_over()
    {
        using TemporaryFolder folder = new();
        using (Trainer trainer = Trainer.Start(Make.Small(budget: "steps: 6"), new TrainerOptions { RunsDirectory = folder.Root }))
            trainer.Run().Status.ShouldBe(TrainingStatus.Finished);
        string recipe = folder.File("small/recipe.yaml"), record = File.ReadAllText(folder.File("small/run.json"));
        File.WriteAllText(recipe, File.ReadAllText(recipe).Replace("steps: 6", "steps: 3", StringComparison.Ordinal));
        using (Trainer less = Trainer.Resume(folder.File("small")))
            less.Finished!.Steps.ShouldBe(6);
        File.ReadAllText(folder.File("small/run.json")).ShouldBe(record);
        File.WriteAllText(recipe, File.ReadAllText(recipe).Replace("steps: 3", "steps: 9", StringComparison.Ordinal));
        using Trainer more = Trainer.Resume(folder.File("small"));
        more.Finished.ShouldBeNull();
        more.Run().Steps.ShouldBe(9);
    }
}
